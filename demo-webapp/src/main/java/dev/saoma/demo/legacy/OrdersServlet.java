package dev.saoma.demo.legacy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of orders, one order, and the form that adds a note to it. */
public final class OrdersServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String number = number(request);
        if (number.isEmpty()) {
            list(request, response);
            return;
        }
        Order order = find(number);
        if (order == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND, "There is no order with this number.");
            return;
        }
        show(order, request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setCharacterEncoding("UTF-8");
        Order order = find(number(request));
        String note = request.getParameter("note");
        if (order == null || note == null || note.trim().isEmpty()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, "Write a note under an existing order.");
            return;
        }
        order.notes().add(request.getRemoteUser() + ": " + note.trim());
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getContextPath() + "/orders/" + order.number());
    }

    private void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Texts texts = Texts.of(request);
        String state = request.getParameter("state");
        PrintWriter out = Page.open(request, response, texts, texts.get("orders.title"));
        String home = request.getContextPath() + "/orders/";
        out.println("<p class=\"tools\"><a href=\"" + home + "\">" + texts.get("menu.all") + "</a> <a href=\"" + home
                + "?state=open\">" + texts.get("menu.open") + "</a> <a href=\"" + home + "?state=sent\">"
                + texts.get("menu.sent") + "</a></p>");
        table(
                OrderBook.of(getServletContext())
                        .all(order -> state == null || order.state().equals(state)),
                request,
                texts,
                out);
        Page.close(out);
    }

    /** Writes orders as a table with links. */
    static void table(List<Order> orders, HttpServletRequest request, Texts texts, PrintWriter out) {
        if (orders.isEmpty()) {
            out.println("<p>" + texts.get("orders.none") + "</p>");
            return;
        }
        out.println("<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
        for (String column : new String[] {"number", "date", "customer", "goods", "amount", "channel", "state"}) {
            out.println("<th scope=\"col\">" + texts.get("order." + column) + "</th>");
        }
        out.println("</tr></thead><tbody>");
        String home = request.getContextPath();
        for (Order order : orders) {
            out.println("<tr><td><a href=\"" + home + "/orders/" + order.number() + "\">" + order.number()
                    + "</a></td><td>" + order.date() + "</td><td>" + customer(order.customer(), home) + "</td><td>"
                    + Page.escape(order.goods(texts)) + "</td><td class=\"amount\">" + order.amount() + ".00</td><td>"
                    + texts.get("channel." + order.channel()) + "</td><td><span class=\"state " + order.state() + "\">"
                    + texts.get("state." + order.state()) + "</span></td></tr>");
        }
        out.println("</tbody></table></div><p class=\"count\">" + texts.get("count", orders.size()) + "</p>");
    }

    private static String customer(Customer customer, String home) {
        return "<a href=\"" + home + "/customers/" + customer.number() + "\">" + Page.escape(customer.name()) + "</a>";
    }

    private static void show(Order order, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Texts texts = Texts.of(request);
        String home = request.getContextPath();
        PrintWriter out = Page.open(request, response, texts, texts.get("order.title", order.number()));
        out.println("<table class=\"fields\">");
        field(out, texts.get("order.date"), order.date());
        field(out, texts.get("order.customer"), customer(order.customer(), home));
        field(out, texts.get("order.goods"), Page.escape(order.goods(texts)));
        field(out, texts.get("order.amount"), order.amount() + ".00");
        field(out, texts.get("order.channel"), texts.get("channel." + order.channel()));
        field(out, texts.get("order.state"), texts.get("state." + order.state()));
        out.println("</table><h2>" + texts.get("order.notes") + "</h2>");
        for (String note : order.notes()) {
            out.println("<div class=\"note\">" + Page.escape(note) + "</div>");
        }
        out.println("<form method=\"post\"><label for=\"note\">" + texts.get("order.note") + "</label>");
        out.println("<textarea id=\"note\" name=\"note\" required></textarea>");
        out.println("<button class=\"primary\" id=\"add-note\">" + texts.get("order.add") + "</button></form>");
        out.println("<p><a href=\"" + home + "/orders/\">" + texts.get("order.back") + "</a></p>");
        Page.close(out);
    }

    private static void field(PrintWriter out, String name, String value) {
        out.println("<tr><th scope=\"row\">" + name + "</th><td>" + value + "</td></tr>");
    }

    private @Nullable Order find(String number) {
        return OrderBook.of(getServletContext()).find(number);
    }

    /** Returns the order number in the path; empty at the servlet's own path, with or without a slash. */
    static String number(HttpServletRequest request) {
        String info = request.getPathInfo();
        return info == null ? "" : info.substring(1);
    }
}
