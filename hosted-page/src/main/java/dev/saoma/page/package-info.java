/**
 * The hosted login page. {@link dev.saoma.page.HostedPage} is its front door, and this package the only place where its parts
 * meet: {@code Pools} finds the pool of a request by its host name, {@code PoolParts} puts the parts of one pool together,
 * {@code SettingsWatch} applies changed settings.
 *
 * <p>The packages and who may use whom are listed in {@code docs/architecture.md}, and enforced by {@code ArchitectureTest}.
 */
@NullMarked
package dev.saoma.page;

import org.jspecify.annotations.NullMarked;
