/**
 * Real distributions of servlet containers: unpacked from their archives, configured and started as an administrator would,
 * each in a process of its own. Knows nothing of the filter.
 */
package dev.saoma.filter.distribution;
