/**
 * Checks a set-up from outside, and states in plain words what is wrong: credentials, callback domain, address, certificate,
 * clock, files.
 *
 * <p>Owns the checks and the texts of their findings. Changes nothing, signs no user in, writes no file. Must not know the
 * steps of a sign-in.
 */
@NullMarked
package dev.saoma.page.doctor;

import org.jspecify.annotations.NullMarked;
