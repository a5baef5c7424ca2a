/**
 * WeChat's website login, as its client sees it: the address of its QR code page and its API.
 *
 * <p>Owns everything peculiar to WeChat: errors with HTTP 200, {@code text/plain}, the table of errcodes, the AppSecret in
 * the query string. Routes, through a proxy or not, are up to {@code outbound}. Must not know browsers, applications or
 * sign-ins. No address, code or token ever gets into an exception or a log line, whatever the level, including the HTTP
 * client's own lines.
 *
 * @see "WeChat Open Platform: Website App, WeChat Login"
 */
@NullMarked
package dev.saoma.page.wechat;

import org.jspecify.annotations.NullMarked;
