/**
 * WeChat's website login, seen from our side: the address of its QR code page and its API.
 *
 * <p>Owns everything peculiar to WeChat: errors with HTTP 200, {@code text/plain}, the table of errcodes, the AppSecret in
 * the query string. The way there, through a proxy or not, is that of {@code outbound}. Must not know browsers, applications or sign-ins. No address, code or token ever gets into an exception, nor into a log line at
 * any level, the HTTP client's own lines included.
 *
 * @see "WeChat Open Platform: Website App, WeChat Login"
 */
@NullMarked
package dev.saoma.page.wechat;

import org.jspecify.annotations.NullMarked;
