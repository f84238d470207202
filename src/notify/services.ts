/**
 * The services that take a notification, known by the address of their webhooks, and the request that each wants. What a host
 * said is inert in all of them: no mention, link or markup of its takes effect. Pure.
 */
import { discordText, markdownCode, slackText, terminalText } from "../safe-text.ts";
import { fittingText } from "./fitting.ts";
import type { Notification } from "./notification.ts";

export interface Service {
  readonly name: string;
  readonly isAt: (url: URL) => boolean;
  /** Where the request goes. Default: the address itself. */
  readonly target?: (url: URL) => URL;
  readonly body: (notification: Notification, url: URL) => object;
}

export function serviceAt(url: URL): Service {
  return services.find(({ isAt }) => isAt(url)) ?? anyServer;
}

/** https://docs.ntfy.sh/publish/#publish-as-json: the topic is in the body. Without `markdown` the text is plain. */
const ntfy: Service = {
  name: "ntfy",
  isAt: ({ hostname, pathname }) => /^ntfy\./.test(hostname) && topicOf(pathname) !== undefined,
  target: (url) => Object.assign(new URL(url), { pathname: "/" }),
  body: ({ title, lines, url, tone }, { pathname }) => ({
    topic: topicOf(pathname),
    title: fittingText([title], { most: 250 }),
    message: fittingText(lines, { most: 4096, sizeOf: Buffer.byteLength }),
    priority: tone === "bad" ? 4 : 3,
    tags: [tone === "bad" ? "rotating_light" : "white_check_mark"],
    ...(url === undefined ? {} : { click: url }),
  }),
};

function topicOf(pathname: string): string | undefined {
  return /^\/([-\w]{1,64})$/.exec(pathname)?.[1];
}

/**
 * https://docs.slack.dev/reference/block-kit/blocks: `plain_text` knows no markup. `text` is what phones and screen readers
 * show. `&`, `<` and `>` are escaped in both: https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
const slack: Service = {
  name: "Slack",
  isAt: ({ hostname }) => /^hooks\.slack(-gov)?\.com$/.test(hostname),
  body: ({ title, lines, url }) => ({
    text: slackText(title),
    blocks: [
      { type: "header", text: slackPlain(fittingText([title], { most: 150, quote: slackText })) },
      { type: "section", text: slackPlain(fittingText(lines, { most: 3000, quote: slackText })) },
      ...(url === undefined ? [] : [{ type: "section", text: { type: "mrkdwn", text: `<${url}|More about it>` } }]),
    ],
  }),
};

function slackPlain(text: string): object {
  return { type: "plain_text", text, emoji: false };
}

/** https://docs.discord.com/developers/resources/webhook#execute-webhook */
const discord: Service = {
  name: "Discord",
  isAt: ({ hostname, pathname }) =>
    /^((ptb|canary)\.)?discord(app)?\.com$/.test(hostname) && /^\/api\/(v\d+\/)?webhooks\//.test(pathname),
  body: ({ title, lines, url }) => {
    // In angle brackets, a link gets no preview.
    const link = url === undefined ? "" : `\n<${url}>`;
    const head = `**${fittingText([title], { most: 300, quote: discordText })}**\n`;
    const text = fittingText(lines, { most: 2000 - head.length - link.length, quote: discordText });
    return { content: `${head}${text}${link}`, allowed_mentions: { parse: [] }, username: "server-monitor" };
  },
};

/**
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using#send-adaptive-cards: a
 * workflow takes a message with a card. Text runs, other than text blocks, know no Markdown. 28 KB at most.
 */
const teams: Service = {
  name: "Teams",
  isAt: ({ hostname, pathname }) =>
    /\.webhook\.office\.com$/.test(hostname) ||
    (/\.(logic\.azure\.(com|us|cn)|api\.powerplatform\.com)$/.test(hostname) && pathname.includes("/workflows/")),
  body: ({ title, lines, url }) => ({
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        contentUrl: null,
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          body: [
            runs(fittingText([title], { most: 300 }), { weight: "Bolder", size: "Medium" }),
            ...fittingText(lines, { most: 12_000, sizeOf: Buffer.byteLength })
              .split("\n")
              .map((line) => runs(line)),
          ],
          actions: url === undefined ? [] : [{ type: "Action.OpenUrl", title: "More about it", url }],
        },
      },
    ],
  }),
};

function runs(text: string, style: object = {}): object {
  return { type: "RichTextBlock", inlines: [{ type: "TextRun", text, ...style }] };
}

/** https://developers.mattermost.com/integrate/webhooks/incoming/: Markdown, of which nothing has an effect in code. */
const mattermost: Service = {
  name: "Mattermost",
  isAt: ({ pathname }) => /\/hooks\/[^/]+/.test(pathname),
  body: ({ title, lines, url }) => {
    const link = url === undefined ? "" : `\n[More about it](${url})`;
    const head = `**${fittingText([title], { most: 300, quote: markdownCode })}**\n`;
    const items = fittingText(lines, { most: 4000 - head.length - link.length, quote: markdownItem });
    return { text: `${head}${items}${link}`, username: "server-monitor" };
  },
};

function markdownItem(line: string): string {
  return `- ${markdownCode(line)}`;
}

const anyServer: Service = {
  name: "the server",
  isAt: () => true,
  body: ({ title, lines, url, alerts }) => ({ title, text: lines.map(terminalText).join("\n"), url, alerts }),
};

const services: readonly Service[] = [ntfy, slack, discord, teams, mattermost];
