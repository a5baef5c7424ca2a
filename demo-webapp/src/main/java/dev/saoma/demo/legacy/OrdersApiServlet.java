package dev.saoma.demo.legacy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;

/** The web shop's orders for programs: a caller with a bearer token is as authenticated as a user with a session. */
public final class OrdersApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("X-User", request.getRemoteUser());
        Texts texts = Texts.of(request);
        response.getWriter()
                .print(OrderBook.of(getServletContext())
                        .all(order -> order.channel().equals("web"))
                        .stream()
                        .map(order -> json(order, texts))
                        .collect(Collectors.joining(",", "[", "]")));
    }

    /** None of the texts in the book holds a quotation mark or a backslash. */
    private static String json(Order order, Texts texts) {
        return "{\"number\":" + order.number() + ",\"goods\":\"" + order.goods(texts) + "\"}";
    }
}
