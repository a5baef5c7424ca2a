// The browser SDK: WeChat sign-in in a window of its own, from any site. The build puts it into one file for <script>, one for
// import and one for require; "exports" is what each of them hands out.
//
// Only a one-time code crosses windows. It is bound to this page by PKCE, and what it is exchanged for stays in memory.
import { AuthenticationClient } from './client.js';
import { SaomaError } from './errors.js';

exports.AuthenticationClient = AuthenticationClient;
exports.SaomaError = SaomaError;
