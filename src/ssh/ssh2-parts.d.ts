/** Imports only the used parts of ssh2: its index also loads SFTP, agents and the server. */
declare module "ssh2/lib/client.js" {
  import { Client } from "ssh2";
  export default Client;
}
declare module "ssh2/lib/server.js" {
  import { Server } from "ssh2";
  export default Server;
}
declare module "ssh2/lib/protocol/keyParser.js" {
  import { utils } from "ssh2";

  const keyParser: Pick<typeof utils, "parseKey">;
  export default keyParser;
}
declare module "ssh2/lib/keygen.js" {
  import { utils } from "ssh2";

  const keygen: Pick<typeof utils, "generateKeyPairSync">;
  export default keygen;
}
