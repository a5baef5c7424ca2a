/**
 * The connection to the directory's database: driver, connection pool, migrations, deadlines and the text of every statement.
 *
 * <p>The only package that imports Flyway. Must not know the types that represent people.
 */
@NullMarked
package dev.saoma.page.database.jdbc;

import org.jspecify.annotations.NullMarked;
