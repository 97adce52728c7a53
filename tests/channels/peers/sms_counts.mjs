// How Twilio's own calculator bills some texts: the alphabet and the number of SMS.
import { readFileSync } from "node:fs";
import calculator from "sms-segments-calculator";

const counted = JSON.parse(readFileSync(0, "utf8")).map((text) => {
  const message = new calculator.SegmentedMessage(text);
  return [message.encodingName, message.segmentsCount];
});
process.stdout.write(JSON.stringify(counted));
