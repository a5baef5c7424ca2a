package dev.saoma.demo.legacy;

/** A buyer of the order book. */
final class Customer {
    private final int number;
    private final String name;
    private final String city;
    private final String contact;

    Customer(int number, String name, String city, String contact) {
        this.number = number;
        this.name = name;
        this.city = city;
        this.contact = contact;
    }

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    String city() {
        return city;
    }

    String contact() {
        return contact;
    }
}
