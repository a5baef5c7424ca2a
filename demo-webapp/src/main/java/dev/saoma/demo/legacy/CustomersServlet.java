package dev.saoma.demo.legacy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;

/** The list of customers, and one customer with what was ordered. */
public final class CustomersServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String number = OrdersServlet.number(request);
        if (number.isEmpty()) {
            list(request, response);
            return;
        }
        Customer customer = OrderBook.of(getServletContext()).findCustomer(number);
        if (customer == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND, "There is no customer with this number.");
            return;
        }
        Texts texts = Texts.of(request);
        PrintWriter out = Page.open(request, response, texts, Page.escape(customer.name()));
        out.println("<p>" + texts.get("customer.city") + " " + Page.escape(customer.city()) + " · "
                + texts.get("customer.contact") + " " + Page.escape(customer.contact()) + "</p>");
        OrdersServlet.table(
                OrderBook.of(getServletContext()).all(order -> order.customer() == customer), request, texts, out);
        Page.close(out);
    }

    private void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Texts texts = Texts.of(request);
        OrderBook book = OrderBook.of(getServletContext());
        PrintWriter out = Page.open(request, response, texts, texts.get("customers.title"));
        out.println("<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
        for (String column : new String[] {"name", "city", "contact", "orders"}) {
            out.println("<th scope=\"col\">" + texts.get("customer." + column) + "</th>");
        }
        out.println("</tr></thead><tbody>");
        for (Customer customer : book.customers()) {
            int orders = book.all(order -> order.customer() == customer).size();
            out.println("<tr><td><a href=\"" + request.getContextPath() + "/customers/" + customer.number() + "\">"
                    + Page.escape(customer.name()) + "</a></td><td>" + Page.escape(customer.city()) + "</td><td>"
                    + Page.escape(customer.contact()) + "</td><td class=\"amount\">" + orders + "</td></tr>");
        }
        out.println("</tbody></table></div><p class=\"count\">"
                + texts.get("count", book.customers().size()) + "</p>");
        Page.close(out);
    }
}
