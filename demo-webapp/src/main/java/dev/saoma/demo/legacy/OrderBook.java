package dev.saoma.demo.legacy;

import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The orders and customers of one running application, which live as long as its servlet context. */
final class OrderBook {
    private final Map<Integer, Order> orders = new TreeMap<>();
    private final Map<Integer, Customer> customers = new TreeMap<>();

    private OrderBook() {
        Customer tea = add(new Customer(1, "杭州茶叶贸易 Hangzhou Tea Trading", "杭州", "周晓岚"));
        Customer bamboo = add(new Customer(2, "成都竹器行", "成都", "李国强"));
        Customer harbour = add(new Customer(3, "Qingdao Harbour Supplies", "青岛", "Martin Hoffmann"));
        Customer inn = add(new Customer(4, "大理小院民宿", "大理", "段文静"));
        Customer office = add(new Customer(5, "苏州平江文化", "苏州", "沈默"));
        add(new Order(3, "2026-02-09", inn, "竹帘 16 幅|16 bamboo blinds", 2240, "phone paid"));
        add(new Order(4, "2026-02-14", office, "竹纸 40 刀|40 reams of bamboo paper", 5200, "store paid"));
        add(new Order(5, "2026-02-21", bamboo, "毛竹原料 3 吨|3 t of moso bamboo", 4950, "phone sent"));
        add(new Order(6, "2026-02-25", tea, "竹茶盘 60 个|60 tea trays", 16080, "web sent"));
        add(new Order(7, "2026-02-28", bamboo, "竹椅 24 把|24 bamboo chairs", 13440, "web open"));
        add(new Order(8, "2026-03-01", harbour, "竹编果篮 75 个|75 fruit baskets", 9600, "web open"));
        add(new Order(9, "2026-03-01", inn, "竹编吊灯 12 盏|12 woven lamps", 2268, "phone open"));
        add(new Order(10, "2026-03-02", tea, "竹茶罐 120 个|120 tea caddies", 5760, "store open"));
        add(new Order(11, "2026-03-02", office, "竹筷 200 双|200 pairs of chopsticks", 720, "store sent"));
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

    List<Order> all(Predicate<Order> wanted) {
        List<Order> found = new ArrayList<>(orders.values());
        found.removeIf(wanted.negate());
        return found;
    }

    Collection<Customer> customers() {
        return Collections.unmodifiableCollection(customers.values());
    }

    @Nullable
    Order find(String number) {
        return isNumber(number) ? orders.get(Integer.valueOf(number)) : null;
    }

    @Nullable
    Customer findCustomer(String number) {
        return isNumber(number) ? customers.get(Integer.valueOf(number)) : null;
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,6}");
    }

    private Customer add(Customer customer) {
        customers.put(customer.number(), customer);
        return customer;
    }

    private void add(Order order) {
        orders.put(order.number(), order);
    }
}
