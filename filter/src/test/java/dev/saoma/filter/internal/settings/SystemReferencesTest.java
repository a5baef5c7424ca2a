package dev.saoma.filter.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Hashtable;
import java.util.Map;
import javax.naming.CommunicationException;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import javax.naming.spi.InitialContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** JNDI lookups as different containers respond to them. */
class SystemReferencesTest {
    private static final String FACTORY = Context.INITIAL_CONTEXT_FACTORY;
    private static Missing missing;
    private String before;

    /** How a container reports that a name is not defined. */
    enum Missing {
        NAME_NOT_FOUND {
            @Override
            Exception thrown(String name) {
                return new NameNotFoundException(name);
            }
        },
        /** GlassFish and Payara. */
        NAMING_EXCEPTION_WITH_CAUSE {
            @Override
            Exception thrown(String name) {
                NamingException e = new NamingException("Lookup failed for '" + name + "' in SerialContext");
                e.initCause(new NameNotFoundException("No object bound for " + name));
                return e;
            }
        },
        NAMING_EXCEPTION {
            @Override
            Exception thrown(String name) {
                return new NamingException("Error looking up " + name);
            }
        },
        NO_JNDI {
            @Override
            Exception thrown(String name) {
                return new NoInitialContextException();
            }
        },
        NULL {
            @Override
            Exception thrown(String name) {
                return null;
            }
        },
        NO_COMPONENT {
            @Override
            Exception thrown(String name) {
                return new IllegalStateException("no component context for " + name);
            }
        };

        abstract Exception thrown(String name);
    }

    /** Instantiated by JNDI. */
    public static final class Factory implements InitialContextFactory {
        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
            return new InitialContext(true) {
                @Override
                public Object lookup(String name) throws NamingException {
                    if (name.equals("java:comp/env/saoma/clientSecret")) {
                        return "secret from the JNDI of this test";
                    }
                    if (name.equals("java:comp/env/saoma/roles")) {
                        throw new CommunicationException("the directory behind it is down");
                    }
                    Exception thrown = missing.thrown(name);
                    if (thrown instanceof RuntimeException e) {
                        throw e;
                    }
                    if (thrown instanceof NamingException e) {
                        throw e;
                    }
                    return null;
                }
            };
        }
    }

    @BeforeEach
    void install() {
        before = System.setProperty(FACTORY, Factory.class.getName());
    }

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(FACTORY);
        } else {
            System.setProperty(FACTORY, before);
        }
    }

    @ParameterizedTest
    @EnumSource(Missing.class)
    @DisplayName("an optional setting that JNDI does not have is no mistake, however the container says so")
    void unsetName_isNotThere(Missing how) {
        missing = how;
        SettingsSources sources = new SettingsSources(
                Map.of(
                        "issuer", "https://login.example.cn",
                        "clientId", "crm",
                        "roles", "/admin/* = admin",
                        "appUrl", "https://crm.example.cn"),
                path -> null);

        assertThat(Settings.of(sources).clientSecret()).contains("secret from the JNDI of this test");
    }

    @ParameterizedTest
    @EnumSource(Missing.class)
    @DisplayName("a name that is there and fails is a mistake: the setting must not be lost")
    void failingName_isAMistake(Missing how) {
        missing = how;

        assertThatThrownBy(() -> new SystemReferences().find("jndi", "java:comp/env/saoma/roles"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("JNDI lookup failed: CommunicationException");
    }

    @Test
    void reference_isFound() {
        missing = Missing.NAMING_EXCEPTION;

        assertThat(new SystemReferences().find("jndi", "saoma/clientSecret"))
                .contains("secret from the JNDI of this test");
    }
}
