/**
 * The road of a sign-in over the directory's tables: who is admitted, from the database or, while it is away, from memory.
 *
 * <p>Owns the directory's answers within a deadline, the waiting list and what a node does every second. Must not know what
 * administrators order, nor HTTP, cookies or tokens.
 */
@NullMarked
package dev.saoma.page.database.admission;

import org.jspecify.annotations.NullMarked;
