/**
 * Starts the demonstration: sandbox WeChat, hosted page and legacy WAR, each on a loopback socket of its own.
 *
 * <p>It owns the wiring of the three for people ({@link dev.saoma.demo.Demo}) and for browser tests
 * ({@link dev.saoma.demo.DemoSite}). It uses the front doors of the others and must know nothing behind them; it knows the
 * filter only as a jar inside the WAR.
 */
@NullMarked
package dev.saoma.demo;

import org.jspecify.annotations.NullMarked;
