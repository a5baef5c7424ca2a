package dev.saoma.demo.legacy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One order with the notes that people have written under it. */
final class Order {
    private final int number;
    private final String date;
    private final Customer customer;
    private final String goods;
    private final int amount;
    private final String channel;
    private final String state;
    private final List<String> notes = new CopyOnWriteArrayList<>();

    /**
     * Creates an order without notes.
     *
     * @param goods in Chinese and in English, separated by a bar
     * @param amount in yuan
     * @param terms channel and state, separated by a space
     */
    Order(int number, String date, Customer customer, String goods, int amount, String terms) {
        this.number = number;
        this.date = date;
        this.customer = customer;
        this.goods = goods;
        this.amount = amount;
        this.channel = terms.substring(0, terms.indexOf(' '));
        this.state = terms.substring(terms.indexOf(' ') + 1);
    }

    int number() {
        return number;
    }

    String date() {
        return date;
    }

    Customer customer() {
        return customer;
    }

    String goods(Texts texts) {
        int bar = goods.indexOf('|');
        return texts.choose(goods.substring(0, bar), goods.substring(bar + 1));
    }

    int amount() {
        return amount;
    }

    /** Returns {@code web}, {@code phone} or {@code store}. */
    String channel() {
        return channel;
    }

    /** Returns {@code open}, {@code sent} or {@code paid}. */
    String state() {
        return state;
    }

    List<String> notes() {
        return notes;
    }
}
