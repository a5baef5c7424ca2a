/**
 * The directory in a database: its tables, and administrators' operations on people.
 *
 * <p>Owns all SQL; the only package that imports HikariCP, Flyway and JDBI, and loaded only where a pool has a directory. Must
 * not know HTTP, cookies or tokens.
 */
@NullMarked
package dev.saoma.page.database;

import org.jspecify.annotations.NullMarked;
