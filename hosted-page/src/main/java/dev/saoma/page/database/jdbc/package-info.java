/**
 * The connection to the directory's database: driver, pool, migrations, deadline of a call, and the text of every statement.
 *
 * <p>The only package that imports Flyway. Must not know people.
 */
@NullMarked
package dev.saoma.page.database.jdbc;

import org.jspecify.annotations.NullMarked;
