import { createServer, type AddressInfo, type Socket } from "node:net";

/** A mail as it came over the wire. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** All of it, with soft line breaks undone. */
  readonly text: string;
}

/** Takes mail as RFC 5321 says, as far as a client that sends one message needs it. */
export interface MailReceiver {
  readonly url: string;
  readonly received: () => readonly ReceivedMail[];
  readonly stop: () => Promise<void>;
}

/** Starts one. */
export async function mailReceiver(): Promise<MailReceiver> {
  const mails: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
    converse(socket, (mail) => mails.push(mail));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: () => mails,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function converse(socket: Socket, keep: (mail: ReceivedMail) => void): void {
  let [from, to, data, inData, pending] = ["", [] as string[], [] as string[], false, ""];
  const address = (line: string): string => /<([^>]*)>/.exec(line)?.[1] ?? "";
  const take = (line: string): string | undefined => {
    if (inData && line !== ".") return void data.push(line.startsWith("..") ? line.slice(1) : line);
    if (inData) {
      keep({ from, to, text: data.join("\n").replace(/=\n/g, "") });
      [to, data, inData] = [[], [], false];
      return "250 2.0.0 kept";
    }
    const [verb = ""] = line.toUpperCase().split(/[ :]/);
    if (verb === "MAIL") from = address(line);
    if (verb === "RCPT") to.push(address(line));
    if (verb === "DATA") inData = true;
    return (({ EHLO: "250 mail.test", HELO: "250 mail.test", MAIL: "250 ok", RCPT: "250 ok", DATA: "354 go on", RSET: "250 ok", QUIT: "221 bye" } as Readonly<Record<string, string>>)[verb]) ?? "502 what?";
  };
  socket.write("220 mail.test ESMTP\r\n");
  socket.on("data", (chunk) => {
    const lines = (pending + chunk.toString()).split("\r\n");
    pending = lines.pop() ?? "";
    for (const line of lines) {
      const answer = take(line);
      if (answer !== undefined) socket.write(`${answer}\r\n`);
    }
  });
}
