package dev.saoma.demo.legacy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;

/** The desktop at the application's root: a frameset as was usual then, and the pages in its frames. */
public final class DeskServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final int NOTICES = 3;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Texts texts = Texts.of(request);
        switch (request.getServletPath()) {
            case "/top":
                top(request, response, texts);
                break;
            case "/menu":
                menu(request, response, texts);
                break;
            case "/welcome":
                welcome(request, response, texts);
                break;
            case "/notices":
                notices(request, response, texts);
                break;
            default:
                frames(request, response, texts);
        }
    }

    private static void frames(HttpServletRequest request, HttpServletResponse response, Texts texts)
            throws IOException {
        PrintWriter out = Page.writer(response);
        String home = request.getContextPath();
        out.println("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Frameset//EN\""
                + " \"http://www.w3.org/TR/html4/frameset.dtd\">");
        out.println("<html lang=\"" + texts.get("lang") + "\"><head><meta charset=\"utf-8\">");
        out.println("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        out.println("<title>" + texts.get("product") + "</title></head>");
        out.println("<frameset rows=\"56,*\" border=\"0\">");
        out.println(frame("top", home + "/top", texts.get("product"), " scrolling=\"no\" noresize"));
        out.println("<frameset cols=\"184,*\" border=\"0\">");
        out.println(frame("menu", home + "/menu", texts.get("nav"), ""));
        out.println(frame("main", home + "/welcome", texts.get("welcome.title"), ""));
        out.println("</frameset><noframes><body><p>" + texts.get("frames.none") + " <a href=\"" + home + "/orders/\">"
                + texts.get("orders.title") + "</a></p></body></noframes></frameset></html>");
    }

    private static String frame(String name, String address, String title, String more) {
        return "<frame name=\"" + name + "\" src=\"" + address + "\" title=\"" + title + "\"" + more + ">";
    }

    private static void top(HttpServletRequest request, HttpServletResponse response, Texts texts) throws IOException {
        PrintWriter out = Page.head(request, response, texts, texts.get("product"), "<body class=\"top\">");
        out.println("<main class=\"bar\"><h1>" + Page.brand(texts) + "</h1>");
        Page.who(request, texts, out, " target=\"_top\"");
        Page.close(out);
    }

    private static void menu(HttpServletRequest request, HttpServletResponse response, Texts texts) throws IOException {
        PrintWriter out = Page.head(request, response, texts, texts.get("nav"), "<body class=\"menu\">");
        String home = request.getContextPath();
        out.println("<main><h1>" + texts.get("nav") + "</h1><ul><li>" + item(texts.get("menu.home"), home + "/welcome")
                + "</li>");
        out.println("<li><b>" + texts.get("menu.orders") + "</b><ul><li>"
                + item(texts.get("menu.all"), home + "/orders/") + "</li><li>"
                + item(texts.get("menu.open"), home + "/orders/?state=open") + "</li><li>"
                + item(texts.get("menu.sent"), home + "/orders/?state=sent") + "</li></ul></li>");
        out.println("<li><b>" + texts.get("menu.customers") + "</b><ul><li>"
                + item(texts.get("menu.customer-list"), home + "/customers/") + "</li></ul></li>");
        out.println("<li><b>" + texts.get("menu.system") + "</b><ul><li>"
                + item(texts.get("menu.notices"), home + "/notices") + "</li><li>"
                + item(texts.get("menu.admin"), home + "/admin/") + "</li></ul></li></ul>");
        Page.close(out);
    }

    private static String item(String text, String address) {
        return "<a target=\"main\" href=\"" + address + "\">" + text + "</a>";
    }

    private void welcome(HttpServletRequest request, HttpServletResponse response, Texts texts) throws IOException {
        OrderBook book = OrderBook.of(getServletContext());
        String home = request.getContextPath();
        String name = Page.loginName(request);
        PrintWriter out = Page.open(
                request, response, texts, texts.get("welcome.greeting", name == null ? request.getRemoteUser() : name));
        out.println("<ul class=\"counts\">");
        count(out, texts.get("welcome.open"), home + "/orders/?state=open", inState(book, "open"));
        count(out, texts.get("welcome.sent"), home + "/orders/?state=sent", inState(book, "sent"));
        count(
                out,
                texts.get("welcome.customers"),
                home + "/customers/",
                book.customers().size());
        out.println("</ul><iframe class=\"notices\" title=\"" + texts.get("notices.title") + "\" src=\"" + home
                + "/notices\"></iframe>");
        Page.close(out);
    }

    private static int inState(OrderBook book, String state) {
        return book.all(order -> order.state().equals(state)).size();
    }

    private static void count(PrintWriter out, String text, String address, int number) {
        out.println("<li><a href=\"" + address + "\"><b>" + number + "</b> " + text + "</a></li>");
    }

    private static void notices(HttpServletRequest request, HttpServletResponse response, Texts texts)
            throws IOException {
        PrintWriter out = Page.open(request, response, texts, texts.get("notices.title"));
        out.println("<ul class=\"list\">");
        for (int number = 1; number <= NOTICES; number++) {
            out.println("<li>" + texts.get("notice." + number) + "</li>");
        }
        out.println("</ul>");
        Page.close(out);
    }
}
