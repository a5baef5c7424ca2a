/**
 * The directory in a database: its tables, and administrators' operations on people.
 *
 * <p>Owns the data model. It and the packages below it are the only ones that import HikariCP, Flyway and JDBI, and are loaded
 * only if a pool has a directory; the text of every statement is in {@code jdbc}. Must not know HTTP, cookies or tokens.
 */
@NullMarked
package dev.saoma.page.database;

import org.jspecify.annotations.NullMarked;
