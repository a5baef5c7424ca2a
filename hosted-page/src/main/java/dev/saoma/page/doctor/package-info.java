/**
 * Looks at a set-up from outside, and says in plain words what is wrong: credentials, callback domain, address, certificate,
 * clock, files.
 *
 * <p>Owns the questions and the words for the answers. Changes nothing, signs no user in, writes no file. Must not know how a
 * sign-in goes.
 */
@NullMarked
package dev.saoma.page.doctor;

import org.jspecify.annotations.NullMarked;
