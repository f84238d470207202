# What actions/checkout does on a runner whose work tree may be that of the job before. Since v6 the token lies in a file
# under RUNNER_TEMP, to which the repository's configuration points.
git init --quiet .
git remote add origin "$REMOTE" 2>/dev/null || git remote set-url origin "$REMOTE"
git config --local gc.auto 0
credentials="$RUNNER_TEMP/git-credentials.config"
git config --file "$credentials" "http.$SERVER/.extraheader" "AUTHORIZATION: basic $(printf 'x-access-token:%s' "$TOKEN" | base64 --wrap=0)"
git config --local "includeIf.gitdir:$PWD/.git.path" "$credentials"
git fetch --quiet --no-tags --prune --depth=1 origin "+$GITHUB_REF:refs/remotes/origin/$GITHUB_REF_NAME"
git checkout --quiet --force -B "$GITHUB_REF_NAME" "refs/remotes/origin/$GITHUB_REF_NAME"
git clean -ffdx --quiet
