package dev.saoma.filter.container.app;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Enumeration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * WebSockets by Jetty's own API, which an application may open at any time: when a listener is called, when a servlet is
 * initialised, and in a request. By reflection, since each Jetty has this API in another package.
 */
public final class NativeSockets extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final AtomicBoolean OPENED = new AtomicBoolean();

    @Override
    public void init() {
        if (getServletName().equals("at-start")) {
            open(getServletContext(), "/native/init");
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!OPENED.getAndSet(true)) {
            open(getServletContext(), "/native/request");
        }
        response.getWriter().print("opened");
    }

    private static void open(ServletContext context, String path) {
        try {
            Object container = container(context);
            for (Method method : container.getClass().getMethods()) {
                if (method.getName().equals("addMapping") && method.getParameterTypes()[1] != Class.class) {
                    Class<?> creator = method.getParameterTypes()[1];
                    method.invoke(
                            container,
                            path,
                            Proxy.newProxyInstance(
                                    creator.getClassLoader(), new Class<?>[] {creator}, NativeSockets::answer));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object container(ServletContext context) {
        for (Enumeration<String> names = context.getAttributeNames(); names.hasMoreElements(); ) {
            Object value = context.getAttribute(names.nextElement());
            if (value.getClass().getSimpleName().equals("JettyWebSocketServerContainer")) {
                return value;
            }
        }
        throw new IllegalStateException("this Jetty has no WebSockets of its own");
    }

    // Says who the user is, and refuses: to have been asked is all that there is to see.
    private static Object answer(Object self, Method create, Object[] upgrade) throws ReflectiveOperationException {
        Class<?>[] types = create.getParameterTypes();
        Object user = types[0].getMethod("getUserPrincipal").invoke(upgrade[0]);
        types[1].getMethod("setHeader", String.class, String.class)
                .invoke(upgrade[1], "X-User", user == null ? "nobody" : ((Principal) user).getName());
        types[1].getMethod("sendError", int.class, String.class).invoke(upgrade[1], 409, "asked");
        return null;
    }

    /** Opens one before any servlet is there. */
    public static final class Listener implements ServletContextListener {
        @Override
        public void contextInitialized(ServletContextEvent event) {
            open(event.getServletContext(), "/native/listener");
        }

        @Override
        public void contextDestroyed(ServletContextEvent event) {}
    }
}
