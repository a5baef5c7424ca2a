package dev.saoma.page.database;

/**
 * Who carries out an administrative action, as the audit records it.
 *
 * @param name the actor's name, such as {@code shell:root}; at most 128 characters
 * @param duty the actor's duty, such as {@code owner}
 */
public record Actor(String name, String duty) {}
