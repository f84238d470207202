/** Said by the doctor, and by the first check of a month, as long as there is no heartbeat. */
export const noHeartbeatWords =
  "nobody outside GitHub would notice if this monitor and its watchdog fell silent together: give `heartbeat-url` the address of Healthchecks, Uptime Kuma, Gatus or Cronitor (docs/alerts.md)";
