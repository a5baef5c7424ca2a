/**
 * The data of the sandbox: registered apps with their callback domains, users with their ids, and timings.
 *
 * <p>Owns values only. Must not know HTTP, QR codes or tokens.
 */
@NullMarked
package dev.saoma.sandbox.model;

import org.jspecify.annotations.NullMarked;
