/**
 * Requests and replies of the sandbox, its server, and the pages that it fills.
 *
 * <p>Owns everything about HTTP and HTML. Must not know WeChat: apps, users, codes or tokens.
 */
@NullMarked
package dev.saoma.sandbox.http;

import org.jspecify.annotations.NullMarked;
