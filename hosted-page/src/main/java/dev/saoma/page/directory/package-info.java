/**
 * Who may sign in, and who they are: the port that sign-ins call, and its results.
 *
 * <p>Owns the port {@link dev.saoma.page.directory.Directory} and its implementation without a database, which admits everyone.
 * Must not know SQL, HTTP, or how WeChat is called.
 */
@NullMarked
package dev.saoma.page.directory;

import org.jspecify.annotations.NullMarked;
