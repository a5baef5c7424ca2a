/**
 * Internal. Reads requests and writes responses, without knowing about sign-ins: the canonical path,
 * public patterns, return addresses, who may be redirected, cookies, the filter's own small pages.
 *
 * <p>Must not know OpenID Connect, settings or outbound HTTP.
 */
@NullMarked
package dev.saoma.filter.internal.web;

import org.jspecify.annotations.NullMarked;
