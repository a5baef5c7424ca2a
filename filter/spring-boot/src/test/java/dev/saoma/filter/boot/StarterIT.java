package dev.saoma.filter.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.filter.InvalidSettingsException;
import dev.saoma.filter.test.TestSignIn;
import dev.saoma.filter.test.TestUser;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.util.ClassUtils;

/** Applications with the starter and four settings, in the Boot whose class path this run has. */
class StarterIT {
    private static final int ORDER_OF_SPRING_SECURITY = -100;

    private static TestSignIn signIn;

    @BeforeAll
    static void start() {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("boot.version"));
        signIn = TestSignIn.start("crm", "kQ3vT9xZ1mB7nR5wY2cL8pF4hD6sJ0gA");
    }

    @AfterAll
    static void stop() {
        signIn.close();
    }

    private static void isSentToSignIn(String url) throws Exception {
        HttpResponse<String> anonymous = Boot.open(url);
        assertThat(anonymous.statusCode()).as(url).isEqualTo(302);
        assertThat(anonymous.headers().firstValue("Location").orElse(""))
                .startsWith(signIn.issuer() + "/authorize?")
                .contains("client_id=crm&");
    }

    private static String signedIn(Boot crm, String path, TestUser user) {
        signIn.as(user);
        return signIn.cookies(crm.url(path));
    }

    @Test
    void fourSettings_signUsersIn_inEveryDispatch() throws Exception {
        try (Boot crm = Boot.plain(Crm.Plain.class, signIn)) {
            assertThat(crm.context().containsBean("springSecurityFilterChain")).isFalse();
            isSentToSignIn(crm.url("/who"));

            String cookies = signedIn(crm, "/who", TestUser.of("o6_zhang").roles("admin"));

            assertThat(Boot.open(crm.url("/who"), cookies).body()).contains("user=o6_zhang admin=true");
            assertThat(Boot.open(crm.url("/async"), cookies).body()).contains("user=o6_zhang admin=true");
            assertThat(Boot.open(crm.url("/fails"), cookies).statusCode()).isEqualTo(418);
            isSentToSignIn(crm.url("/error"));
        }
    }

    @Test
    void contextPath_isThatOfAppUrl() throws Exception {
        try (Boot crm = Boot.plain(
                Crm.Plain.class,
                signIn,
                "server.servlet.context-path=/crm",
                "saoma.app-url={origin}/crm",
                "saoma.roles[0]=/admin/* = admin",
                "saoma.public-paths[0]=/cart",
                "saoma.public-paths[1]=/health")) {
            isSentToSignIn(crm.url("/crm/who"));
            assertThat(Boot.open(crm.url("/crm/cart")).body()).contains("user=null");

            String cookies = signedIn(crm, "/crm/who", TestUser.of("o6_li"));

            assertThat(Boot.open(crm.url("/crm/who"), cookies).body()).contains("user=o6_li");
            assertThat(Boot.open(crm.url("/crm/admin/who"), cookies).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void springSecurity_knowsTheUser_andSpringSessionKeepsTheSession() throws Exception {
        try (Boot crm = Boot.start(Crm.Secured.class, signIn)) {
            isSentToSignIn(crm.url("/who"));
            String cookies = signedIn(crm, "/who", TestUser.of("o6_zhang").roles("admin"));

            assertThat(Boot.open(crm.url("/spring"), cookies).body())
                    .startsWith("o6_zhang ")
                    .contains("admin");
            assertThat(Boot.open(crm.url("/cart"), cookies).body()).contains("cart=3 books");
            assertThat(Boot.open(crm.url("/who"), cookies).body()).contains("user=o6_zhang", "cart=3 books");
            Boot.signOut(crm.url("/saoma/logout"), cookies);
            assertThat(Boot.open(crm.url("/who"), cookies).statusCode()).isEqualTo(302);
            assertThat(Boot.open(crm.url("/who"), signedIn(crm, "/who", TestUser.of("o6_li")))
                            .body())
                    .contains("user=o6_li", "cart=null");
        }
    }

    @Test
    void filter_isBehindSpringSession_andInFrontOfSpringSecurity() {
        assertThat(SaomaAutoConfiguration.ORDER)
                .isGreaterThan(SessionRepositoryFilter.DEFAULT_ORDER)
                .isLessThan(ORDER_OF_SPRING_SECURITY);
    }

    @Test
    void actuator_asksForASignIn_exceptWherePublic() throws Exception {
        try (Boot crm = Boot.plain(Crm.Plain.class, signIn, "saoma.public-paths=/actuator/health")) {
            assertThat(Boot.open(crm.url("/actuator/health")).body()).contains("UP");
            isSentToSignIn(crm.url("/actuator"));
        }
    }

    @Test
    void actuatorOnAPortOfItsOwn_isNotBehindTheFilter() throws Exception {
        int port = Boot.freePort();
        try (Boot crm = Boot.plain(
                Crm.Plain.class, signIn, "management.server.port=" + port, "management.server.address=127.0.0.1")) {
            assertThat(Boot.open("http://127.0.0.1:" + port + "/actuator/health")
                            .body())
                    .contains("UP");
            isSentToSignIn(crm.url("/actuator/health"));
        }
    }

    @Test
    void beanOfTypeUserMapper_decidesAboutUsers() throws Exception {
        try (Boot crm = Boot.plain(Crm.Mapped.class, signIn)) {
            String cookies = signedIn(crm, "/who", TestUser.of("o6_wang"));
            assertThat(Boot.open(crm.url("/who"), cookies).body()).contains("user=clerk of o6_wang");
        }
    }

    @Test
    void beanOfTypeSignInListener_learnsOfSignInsAndSignOuts_inPlaceOfTheSetting() throws Exception {
        try (Boot crm = Boot.plain(Crm.Audited.class, signIn, "saoma.sign-in-listener=com.example.NoSuchClass")) {
            String cookies = signedIn(crm, "/who", TestUser.of("o6_zhao"));
            assertThat(crm.context().getBean(Crm.Journal.class).lines()).containsExactly("in o6_zhao");

            Boot.signOut(crm.url("/saoma/logout"), cookies);
            assertThat(crm.context().getBean(Crm.Journal.class).lines()).containsExactly("in o6_zhao", "out o6_zhao");
        }
    }

    @Test
    void severalBeansOfOneType_stopTheStart_unlessOneIsPrimary() {
        assertThatThrownBy(() -> Boot.plain(Crm.TwiceAudited.class, signIn))
                .hasRootCauseInstanceOf(NoUniqueBeanDefinitionException.class);
    }

    @Test
    void mistakes_stopTheStart_andAreListedTogether() {
        assertThatThrownBy(() -> Boot.plain(
                        Crm.Plain.class, signIn, "saoma.app-url=nowhere", "saoma.public-path=/css/*", "saoma.idle=30m"))
                .hasRootCauseInstanceOf(InvalidSettingsException.class)
                .rootCause()
                .hasMessageContainingAll(
                        "settings to correct: 3",
                        "appUrl: is not a URL",
                        "public-path: no such setting – did you mean publicPaths?",
                        "idle: is not a duration");
    }

    @Test
    void applicationThatRegistersTheFilterItself_keepsItsOwn() {
        try (Boot crm = Boot.plain(Crm.Registered.class, signIn, "saoma.app-url=nowhere")) {
            assertThat(crm.context().getBeanNamesForType(FilterRegistrationBean.class))
                    .doesNotContain("saoma");
        }
    }

    @Test
    @EnabledIf("webFlux")
    void reactiveApplication_doesNotStart() {
        assertThatThrownBy(() -> Boot.plain(Crm.Plain.class, signIn, "spring.main.web-application-type=reactive"))
                .hasRootCauseInstanceOf(InvalidSettingsException.class)
                .rootCause()
                .hasMessageContaining("signs users in to servlet applications only");
    }

    private static boolean webFlux() {
        return ClassUtils.isPresent("org.springframework.web.reactive.HandlerResult", null);
    }
}
