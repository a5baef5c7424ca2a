package dev.saoma.page.http;

import dev.saoma.page.limit.Budget;
import dev.saoma.page.limit.RateLimits;
import dev.saoma.page.oidc.Parameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Charges every request to the budget of its endpoint. Requests that are refused before they have had any effect are
 * charged to a budget of their own, so that another site, which can have its visitors send such requests, does not use up
 * what they need. Thread-safe.
 */
public final class Gate {
    private static final int UNAUTHORIZED = 401;
    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL = 500;
    private static final String UNKNOWN = "?";

    private final RateLimits limits;
    private final ClientAddress addresses;
    private final Predicate<String> applications;
    private final String issuer;

    /** Creates the gate; {@code applications} decides whether a client id is registered at {@code issuer}. */
    public Gate(RateLimits limits, ClientAddress addresses, Predicate<String> applications, String issuer) {
        this.limits = limits;
        this.addresses = addresses;
        this.applications = applications;
        this.issuer = issuer;
    }

    /** Returns the pass of one request, which has not been charged yet. */
    public Pass pass(PageRequest request) {
        return new Pass(request, addresses.of(request));
    }

    /** The charges of one request. Used by the thread of the request only. */
    final class Pass {
        private final PageRequest request;
        private final Optional<String> address;
        private Budget budget = Budget.PROBES;
        private boolean paid;

        private Pass(PageRequest request, Optional<String> address) {
            this.request = request;
            this.address = address;
        }

        /** Returns the client's address, if known. */
        Optional<String> address() {
            return address;
        }

        /** Charges the budget, or checks that it can be charged once the request is accepted. */
        void enter(Budget budget) throws HttpError {
            this.budget = budget;
            switch (budget) {
                case SIGN_INS -> {
                    refuse(look(), "too many sign-ins begin at this address");
                    refuse(
                            application().flatMap(this::lookSignIn),
                            "too many sign-ins for this application begin here");
                }
                case CALLBACKS -> refuse(look(), "too many sign-ins are finished at this address");
                case PROBES -> paid = true;
                case DOCUMENTS -> pay("too many requests from this address");
                case CALLS -> pay("too many calls from this address");
                case CLIENT_CALLS -> {
                    pay("too many calls from this address");
                    refuse(
                            address.flatMap(from -> limits.doubts(from, client())),
                            "client_id or client_secret was wrong too often from this address");
                }
            }
        }

        /** Charges an accepted request before its effects, once per request. */
        void spend() throws HttpError {
            pay("too many sign-ins at this address");
        }

        private void pay(String why) throws HttpError {
            if (!paid) {
                paid = true;
                refuse(address.flatMap(from -> limits.take(budget, from)), why);
            }
        }

        /** Counts a refusal, and returns how long the client has to wait if there were too many. */
        Optional<Duration> refused() {
            return paid ? Optional.empty() : address.flatMap(limits::refused);
        }

        /** Charges what was accepted and not charged yet, and counts what was refused. */
        Optional<Duration> settle(int status) {
            if (budget == Budget.CLIENT_CALLS && status == UNAUTHORIZED) {
                address.ifPresent(from -> limits.failed(from, client()));
            }
            if (status >= BAD_REQUEST) {
                return status < INTERNAL ? refused() : Optional.empty();
            }
            if (budget == Budget.SIGN_INS) {
                application().ifPresent(id -> address.ifPresent(from -> limits.takeSignIn(from, issuer + " " + id)));
            }
            if (!paid) {
                paid = true;
                address.ifPresent(from -> limits.take(budget, from));
            }
            return Optional.empty();
        }

        private Optional<Duration> look() {
            return address.flatMap(from -> limits.look(budget, from));
        }

        private Optional<Duration> lookSignIn(String application) {
            return address.flatMap(from -> limits.lookSignIn(from, issuer + " " + application));
        }

        /** All unknown clients count as one, so that invented names do not fill the memory. */
        private String client() {
            return issuer + " " + basic().or(this::application).orElse(UNKNOWN);
        }

        /** Returns the registered {@code client_id}; a malformed form is refused by the endpoint itself. */
        private Optional<String> application() {
            try {
                Parameters parameters = request.method().equals("POST") ? request.form() : request.query();
                return parameters.one("client_id").filter(applications);
            } catch (HttpError | IOException e) {
                return Optional.empty();
            }
        }

        private Optional<String> basic() {
            List<String> authorization = request.headers("Authorization");
            if (authorization.size() != 1 || !authorization.get(0).regionMatches(true, 0, "basic ", 0, 6)) {
                return Optional.empty();
            }
            try {
                byte[] pair = Base64.getDecoder()
                        .decode(authorization.get(0).substring(6).strip());
                String clientId = new String(pair, StandardCharsets.UTF_8).split(":", 2)[0];
                return Optional.of(clientId).filter(applications);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    private static void refuse(Optional<Duration> wait, String why) throws HttpError {
        if (wait.isPresent()) {
            throw new HttpError(ErrorCode.TOO_MANY, why, wait.get());
        }
    }
}
