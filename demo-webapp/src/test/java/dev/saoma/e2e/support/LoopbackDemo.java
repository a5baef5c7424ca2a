package dev.saoma.e2e;

import dev.saoma.demo.DemoSite;

/** The demonstration as it is, on loopback, and a browser. */
final class LoopbackDemo implements AutoCloseable {
    final Browsers browsers = new Browsers();
    final DemoSite site;

    private LoopbackDemo() throws Exception {
        site = Sites.quick().start();
    }

    /** One for all the classes that leave it as it is. */
    static final class Shared extends SharedFixture<LoopbackDemo> {
        Shared() {
            super(LoopbackDemo.class, LoopbackDemo::new);
        }
    }

    @Override
    public void close() {
        site.close();
        browsers.close();
    }
}
