/**
 * Signs users in within an application's own tests. {@link dev.saoma.filter.test.TestSignIn} is the front door.
 *
 * <p>Owns a small OpenID provider on loopback that confirms at once. The application under test is the one in production, with
 * the same filter and only another issuer in its settings. Must not know the filter's classes, servlets, or any library: it
 * speaks OpenID Connect and HTTP.
 *
 * <p>Never put this jar into a WAR.
 */
@NullMarked
package dev.saoma.filter.test;

import org.jspecify.annotations.NullMarked;
