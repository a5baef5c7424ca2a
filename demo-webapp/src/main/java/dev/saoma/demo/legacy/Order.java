package dev.saoma.demo.legacy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One order with the notes that people have written under it. */
final class Order {
    private final int number;
    private final String customer;
    private final String goods;
    private final List<String> notes = new CopyOnWriteArrayList<>();

    Order(int number, String customer, String goods) {
        this.number = number;
        this.customer = customer;
        this.goods = goods;
    }

    int number() {
        return number;
    }

    String customer() {
        return customer;
    }

    String goods() {
        return goods;
    }

    List<String> notes() {
        return notes;
    }
}
