/**
 * Who may come in, and who they are: the questions that the sign-in road asks, and the values that answer them.
 *
 * <p>Owns the port {@link dev.saoma.page.directory.Directory} and its form without a database, in which everybody comes in.
 * Must not know SQL, HTTP, or how WeChat is asked.
 */
@NullMarked
package dev.saoma.page.directory;

import org.jspecify.annotations.NullMarked;
