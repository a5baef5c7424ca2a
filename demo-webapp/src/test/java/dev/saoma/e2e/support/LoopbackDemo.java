package dev.saoma.e2e.support;

import dev.saoma.demo.DemoSite;

/** The unchanged demonstration, on loopback, and a browser. */
public final class LoopbackDemo implements AutoCloseable {
    public final Browsers browsers = Browsers.ofPages();
    public final DemoSite site;

    private LoopbackDemo() throws Exception {
        site = Sites.quick().start();
    }

    /** One instance for all classes that do not change it. */
    public static final class Shared extends SharedFixture<LoopbackDemo> {
        public Shared() {
            super(LoopbackDemo.class, LoopbackDemo::new);
        }
    }

    @Override
    public void close() {
        site.close();
        browsers.close();
    }
}
