/** The admin whose token it is: who writes notes and replies. */

import { client } from "./client.js";

let asked;

/** Who that is, asked once. */
export async function me() {
  asked ??= client.admins.identify();
  try {
    return await asked;
  } catch (error) {
    asked = undefined;
    throw error;
  }
}
