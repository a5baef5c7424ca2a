package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.saoma.filter.LoginFilter;
import dev.saoma.filter.test.TestSignIn;
import dev.saoma.filter.test.TestUser;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.security.Principal;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The same without a server, by Spring's MockMvc. */
class OrdersMockMvcTest {
    private static final TestSignIn SIGN_IN = TestSignIn.start();
    private static final LoginFilter FILTER = new LoginFilter();
    private static MockMvc mvc;

    @RestController
    static class Orders {
        @GetMapping("/orders/7")
        String order(Principal user) {
            return "order of " + user.getName();
        }
    }

    @BeforeAll
    static void start() {
        // tested: mockmvc-setup
        Map<String, String> settings = SIGN_IN.settings("https://crm.example.cn");
        mvc = MockMvcBuilders.standaloneSetup(new Orders())
                .addFilter(FILTER, "saoma", settings, EnumSet.of(DispatcherType.REQUEST), "/*")
                .build();
        // end
    }

    @AfterAll
    static void stop() {
        FILTER.destroy();
        SIGN_IN.close();
    }

    @Test
    void token_isEnough() throws Exception {
        // tested: mockmvc-bearer
        String token = SIGN_IN.as(TestUser.of("o6_zhangwei")).bearerToken();

        MvcResult order = mvc.perform(get("/orders/7").header("Authorization", "Bearer " + token))
                .andReturn();

        assertThat(order.getResponse().getContentAsString()).isEqualTo("order of o6_zhangwei");
        // end
    }

    @Test
    void wholeSignIn_worksWithoutAServer() throws Exception {
        // tested: mockmvc-session
        SIGN_IN.as(TestUser.of("o6_lina"));
        MockHttpServletResponse asked = mvc.perform(get("/orders/7").accept(MediaType.TEXT_HTML))
                .andReturn()
                .getResponse();
        String callback = SIGN_IN.callback(asked.getHeader("Location"));
        MvcResult signedIn = mvc.perform(get(URI.create(callback)).cookie(asked.getCookies()))
                .andReturn();
        MockHttpSession session = (MockHttpSession) signedIn.getRequest().getSession(false);

        MvcResult order = mvc.perform(get("/orders/7").session(session)).andReturn();
        assertThat(order.getResponse().getContentAsString()).isEqualTo("order of o6_lina");
        // end
    }

    @Test
    void withoutASignIn_nobodyGetsIn() throws Exception {
        assertThat(mvc.perform(get("/orders/7")).andReturn().getResponse().getStatus())
                .isEqualTo(401);
    }
}
