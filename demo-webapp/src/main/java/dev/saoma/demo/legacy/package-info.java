/**
 * The legacy application: servlets that print their pages, a form, an admin area.
 *
 * <p>It owns orders and their notes. It must know nothing of WeChat, OpenID Connect or the filter: the signed-in user is the
 * result of {@code getRemoteUser()}, as when it was written.
 */
@NullMarked
package dev.saoma.demo.legacy;

import org.jspecify.annotations.NullMarked;
