/** Each request beside the form that its service publishes: what it takes, and how long it may be. */
import {
  array,
  type BaseIssue,
  type BaseSchema,
  check,
  integer,
  length,
  literal,
  maxLength,
  maxValue,
  minValue,
  null_,
  number,
  optional,
  parse,
  picklist,
  pipe,
  regex,
  strictObject,
  string,
  union,
  url as webAddress,
} from "valibot";
import { describe, expect, it } from "vitest";
import type { Notification } from "../../src/notify/notification.ts";
import { serviceAt } from "../../src/notify/services.ts";

const more = "https://github.com/octo/monitor/issues/7";

function notificationOf(changes: Partial<Notification> = {}): Notification {
  const alerts = [
    { kind: "down", host: "db-1", what: "nothing answers", findings: ["no answer"], change: "opened" },
  ] as const;
  const title = "[down] db-1: nothing answers since 14:10 UTC, and 1 more";
  return { title, lines: ["[down] db-1: nothing answers since 14:10"], url: more, tone: "bad", alerts, ...changes };
}

const bytes = (most: number) => check((text: string) => Buffer.byteLength(text) <= most, `longer than ${most} bytes`);

/** https://docs.ntfy.sh/publish/#publish-as-json and #limitations; without `markdown: true` a message is plain text. */
const ntfyForm = strictObject({
  topic: pipe(string(), regex(/^[-_A-Za-z0-9]{1,64}$/)),
  title: optional(pipe(string(), bytes(1024))),
  message: optional(pipe(string(), bytes(4096))),
  tags: optional(array(string())),
  priority: optional(pipe(number(), integer(), minValue(1), maxValue(5))),
  click: optional(pipe(string(), webAddress())),
});

/** https://docs.slack.dev/reference/block-kit/composition-objects/text-object; `&`, `<` and `>` as entities. */
const slackEscaped = regex(/^([^&<>]|&(amp|lt|gt);)*$/);
const slackPlain = (most: number) =>
  strictObject({
    type: literal("plain_text"),
    text: pipe(string(), maxLength(most), slackEscaped),
    emoji: literal(false),
  });
const slackForm = strictObject({
  text: pipe(string(), maxLength(40_000), slackEscaped),
  blocks: pipe(
    array(
      union([
        strictObject({ type: literal("header"), text: slackPlain(150) }),
        strictObject({ type: literal("section"), text: slackPlain(3000) }),
        strictObject({
          type: literal("section"),
          text: strictObject({ type: literal("mrkdwn"), text: literal(`<${more}|More about it>`) }),
        }),
      ]),
    ),
    maxLength(50),
  ),
});

/** https://docs.discord.com/developers/resources/webhook#execute-webhook */
const discordForm = strictObject({
  content: pipe(string(), maxLength(2000)),
  username: optional(pipe(string(), maxLength(80))),
  allowed_mentions: strictObject({ parse: pipe(array(picklist(["roles", "users", "everyone"])), length(0)) }),
});

/** https://adaptivecards.io/explorer/RichTextBlock.html: `TextRun` has no Markdown, `TextBlock` has. */
const textRun = strictObject({
  type: literal("TextRun"),
  text: string(),
  weight: optional(picklist(["Default", "Lighter", "Bolder"])),
  size: optional(picklist(["Default", "Small", "Medium", "Large", "ExtraLarge"])),
});
const teamsForm = strictObject({
  type: literal("message"),
  attachments: pipe(
    array(
      strictObject({
        contentType: literal("application/vnd.microsoft.card.adaptive"),
        contentUrl: null_(),
        content: strictObject({
          $schema: literal("http://adaptivecards.io/schemas/adaptive-card.json"),
          type: literal("AdaptiveCard"),
          version: picklist(["1.2", "1.3", "1.4", "1.5"]),
          body: array(strictObject({ type: literal("RichTextBlock"), inlines: array(textRun) })),
          actions: array(
            strictObject({ type: literal("Action.OpenUrl"), title: string(), url: pipe(string(), webAddress()) }),
          ),
        }),
      }),
    ),
    length(1),
  ),
});

/** https://developers.mattermost.com/integrate/webhooks/incoming/#parameters; a post of an older server has 4000 characters. */
const mattermostForm = strictObject({ text: pipe(string(), maxLength(4000)), username: optional(string()) });

const anyForm = strictObject({
  title: string(),
  text: string(),
  url: optional(string()),
  alerts: array(
    strictObject({
      kind: string(),
      host: string(),
      what: string(),
      findings: array(string()),
      change: picklist(["opened", "changed", "closed"]),
    }),
  ),
});

type Form = BaseSchema<unknown, unknown, BaseIssue<unknown>>;

const known: readonly [service: string, address: string, target: string, form: Form, mostBytes: number][] = [
  ["ntfy", "https://ntfy.sh/my_topic-1?auth=QmVhcmVy", "https://ntfy.sh/?auth=QmVhcmVy", ntfyForm, 8192],
  ["ntfy", "http://ntfy.lan:8080/servers", "http://ntfy.lan:8080/", ntfyForm, 8192],
  ["Slack", "https://hooks.slack.com/services/T0/B0/xyz", "", slackForm, 100_000],
  ["Slack", "https://hooks.slack-gov.com/services/T0/B0/xyz", "", slackForm, 100_000],
  ["Discord", "https://discord.com/api/webhooks/123/abc-_?thread_id=5", "", discordForm, 100_000],
  ["Discord", "https://ptb.discordapp.com/api/v10/webhooks/123/abc", "", discordForm, 100_000],
  [
    "Teams",
    "https://prod-12.westus.logic.azure.com:443/workflows/ab/triggers/manual/paths/invoke?sig=x",
    "",
    teamsForm,
    28_000,
  ],
  [
    "Teams",
    "https://default1.ab.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/ab/triggers/manual/paths/invoke?sig=x",
    ...(["", teamsForm, 28_000] as const),
  ],
  ["Mattermost", "https://chat.example.com/hooks/abcdefghijklmnopqrstuvwxyz", "", mattermostForm, 100_000],
  ["Mattermost", "http://10.0.0.7:8065/team/hooks/abc", "", mattermostForm, 100_000],
  ["the server", "https://example.com/alerts", "", anyForm, Number.POSITIVE_INFINITY],
  ["the server", "https://ntfy.sh/a/topic/is/one/part", "", anyForm, Number.POSITIVE_INFINITY],
  ["the server", "https://ntfy.sh.example.com.evil/", "", anyForm, Number.POSITIVE_INFINITY],
];

/** Lines of hosts that try every markup. */
const hostile = [
  "<!channel> <@U012AB3CD> <https://evil.example|click> &lt;",
  "@everyone @here <@123> <#123> <t:0> [click](https://evil.example) ||x|| **x** __x__ ~~x~~ :smile: `x` \\",
  "# heading",
  "- [ ] #12 _x_ ![x](https://evil.example/x.png)",
  "1. one",
];

describe.each(known)("%s, by the address %s", (name, text, target, form, mostBytes) => {
  const url = new URL(text);
  const service = serviceAt(url);
  const bodyOf = (notification: Notification) => service.body(notification, url);

  it("is known, and called where it takes messages", () => {
    expect(service.name).toBe(name);
    expect(String(service.target?.(url) ?? url)).toBe(new URL(target || text).href);
  });

  it("gets its published form", () => {
    parse(form, JSON.parse(JSON.stringify(bodyOf(notificationOf()))));
    parse(form, JSON.parse(JSON.stringify(bodyOf(notificationOf({ url: undefined, tone: "good" })))));
  });

  it("gets no more than it takes, and is told how much was left out", () => {
    const lines = Array.from(
      { length: 300 },
      (_, at) => `[port] wéb-${at}: ports ${hostile[at % hostile.length]} are open`,
    );
    for (const title of [notificationOf().title, hostile.join(" ").repeat(20)]) {
      const body = JSON.stringify(bodyOf(notificationOf({ title, lines })));
      parse(form, JSON.parse(body));
      expect(Buffer.byteLength(body)).toBeLessThan(mostBytes);
      if (name !== "the server") expect(body).toMatch(/and \d+ more/);
    }
    parse(form, JSON.parse(JSON.stringify(bodyOf(notificationOf({ lines: ["é<".repeat(30_000)] })))));
  });
});

describe("what a host says", () => {
  const bodyAt = (address: string) => {
    const url = new URL(address);
    return serviceAt(url).body(notificationOf({ title: hostile[0] ?? "", lines: hostile }), url);
  };

  it("mentions and links nobody in Slack", () => {
    const { text, blocks } = parse(slackForm, bodyAt("https://hooks.slack.com/services/T0/B0/xyz"));
    expect(text).toBe("&lt;!channel&gt; &lt;@U012AB3CD&gt; &lt;https://evil.example|click&gt; &amp;lt;");
    expect(blocks.filter(({ text: { type } }) => type === "mrkdwn")).toHaveLength(1);
  });

  it("is text in Discord: behind a backslash, no character has a meaning", () => {
    const { content } = parse(discordForm, bodyAt("https://discord.com/api/webhooks/123/abc"));
    const [, ...lines] = content.split("\n");
    expect(lines).toEqual([
      "\\<!channel\\> \\<\\@U012AB3CD\\> \\<https\\://evil.example\\|click\\> &lt;",
      "\\@everyone \\@here \\<\\@123\\> \\<#123\\> \\<t\\:0\\> [click]\\(https\\://evil.example) \\|\\|x\\|\\| \\*\\*x\\*\\* \\_\\_x\\_\\_ \\~\\~x\\~\\~ \\:smile: \\`x\\` \\\\",
      "\\# heading",
      "\\- [ ] #12 \\_x\\_ ![x]\\(https\\://evil.example/x.png)",
      "1\\. one",
      `<${more}>`,
    ]);
  });

  it("stands in code in Mattermost, where nothing is a mention or a link", () => {
    const { text } = parse(mattermostForm, bodyAt("https://chat.example.com/hooks/abc"));
    const outside = text.replace(/`[^`\n]*`/g, "CODE");
    expect(outside).toBe(`**CODE**\n${"- CODE\n".repeat(5)}[More about it](${more})`);
  });

  it("is plain text in Teams and ntfy", () => {
    const card = parse(teamsForm, bodyAt("https://prod-1.westus.logic.azure.com/workflows/a?sig=x"));
    expect(JSON.stringify(card)).not.toContain('TextBlock","text');
    const { message } = parse(ntfyForm, bodyAt("https://ntfy.sh/servers"));
    expect(message).toBe(hostile.join("\n"));
  });
});
