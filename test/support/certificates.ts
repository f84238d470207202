/** Certificates for one test run, made by openssl: no key lies in the repository, and none expires there. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tool } from "./tools.ts";

export interface Certificate {
  readonly certFile: string;
  readonly keyFile: string;
  /** The texts of both files. */
  readonly cert: string;
  readonly key: string;
}

interface Wanted {
  /** Who it is for, as `subjectAltName` has it. */
  readonly names?: string;
  /** `YYYYMMDDHHMMSSZ`. */
  readonly from?: string;
  readonly until?: string;
  /** Without an issuer it is self-signed. */
  readonly issuer?: Certificate;
  /** Whether it may issue others. */
  readonly authority?: boolean;
}

/** A folder of certificates, which its user removes. */
export class Certificates {
  readonly folder = mkdtempSync(join(tmpdir(), "certificates-"));
  #count = 0;

  constructor() {
    const policy = "[p]\ncommonName=supplied\n";
    const ca = `[ca]\ndefault_ca=d\n[d]\ndatabase=${this.folder}/index\nnew_certs_dir=${this.folder}\nrand_serial=yes\n`;
    writeFileSync(join(this.folder, "ca.cnf"), `${ca}default_md=sha256\nunique_subject=no\npolicy=p\n${policy}`);
    writeFileSync(join(this.folder, "index"), "");
  }

  make({ names = "IP:127.0.0.1,DNS:localhost", from, until, issuer, authority = false }: Wanted = {}): Certificate {
    const path = join(this.folder, `${++this.#count}`);
    const [keyFile, certFile] = [`${path}.key`, `${path}.crt`];
    openssl(
      "req",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-subj",
      `/CN=test ${this.#count}`,
      "-keyout",
      keyFile,
      "-out",
      `${path}.csr`,
    );
    writeFileSync(`${path}.ext`, `subjectAltName=${names}\nbasicConstraints=critical,CA:${authority}\n`);
    const signer = issuer ? ["-cert", issuer.certFile, "-keyfile", issuer.keyFile] : ["-selfsign", "-keyfile", keyFile];
    const dates = ["-startdate", from ?? "20200101000000Z", "-enddate", until ?? "20991231235959Z"];
    const files = [
      "-config",
      join(this.folder, "ca.cnf"),
      "-extfile",
      `${path}.ext`,
      "-in",
      `${path}.csr`,
      "-out",
      certFile,
    ];
    openssl("ca", "-batch", "-notext", ...files, ...signer, ...dates);
    return { keyFile, certFile, key: readFileSync(keyFile, "utf8"), cert: readFileSync(certFile, "utf8") };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

export function openssl(...args: string[]): string {
  return execFileSync(tool("openssl"), args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
