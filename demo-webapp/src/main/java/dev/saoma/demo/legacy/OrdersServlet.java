package dev.saoma.demo.legacy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
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
        PrintWriter out = Page.open(request, response, "Orders");
        out.println("<table><tr><th>No.</th><th>Customer</th><th>Goods</th></tr>");
        for (Order order : OrderBook.of(getServletContext()).all()) {
            out.println("<tr><td><a href=\"" + order.number() + "\">" + order.number() + "</a></td><td>"
                    + Page.escape(order.customer()) + "</td><td>" + Page.escape(order.goods()) + "</td></tr>");
        }
        out.println("</table>");
        Page.close(out);
    }

    private static void show(Order order, HttpServletRequest request, HttpServletResponse response) throws IOException {
        PrintWriter out = Page.open(request, response, "Order " + order.number());
        out.println("<p>" + Page.escape(order.goods()) + " for " + Page.escape(order.customer()) + "</p>");
        for (String note : order.notes()) {
            out.println("<div class=\"note\">" + Page.escape(note) + "</div>");
        }
        out.println("<form method=\"post\"><label for=\"note\">Note</label>");
        out.println("<textarea id=\"note\" name=\"note\" required></textarea>");
        out.println("<button class=\"primary\" id=\"add-note\">Add note</button></form>");
        Page.close(out);
    }

    private @Nullable Order find(String number) {
        return OrderBook.of(getServletContext()).find(number);
    }

    private static String number(HttpServletRequest request) {
        String info = request.getPathInfo();
        return info == null ? "" : info.substring(1);
    }
}
