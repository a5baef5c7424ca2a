package dev.saoma.demo.legacy;

import jakarta.servlet.ServletContext;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The orders of one running application, kept in its servlet context and gone with it. */
final class OrderBook {
    private final Map<Integer, Order> orders = new TreeMap<>();

    private OrderBook() {
        add(new Order(6, "Hangzhou Tea Trading", "120 tins of Longjing"));
        add(new Order(7, "成都竹器行", "竹椅 24 把"));
        add(new Order(8, "Qingdao Harbour Supplies", "800 m of rope"));
    }

    static OrderBook of(ServletContext application) {
        synchronized (application) {
            OrderBook book = (OrderBook) application.getAttribute(OrderBook.class.getName());
            if (book == null) {
                book = new OrderBook();
                application.setAttribute(OrderBook.class.getName(), book);
            }
            return book;
        }
    }

    Collection<Order> all() {
        return Collections.unmodifiableCollection(orders.values());
    }

    @Nullable
    Order find(String number) {
        return number.matches("[0-9]{1,6}") ? orders.get(Integer.valueOf(number)) : null;
    }

    private void add(Order order) {
        orders.put(order.number(), order);
    }
}
