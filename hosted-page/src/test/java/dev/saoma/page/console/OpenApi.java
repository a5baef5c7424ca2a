package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The file that describes the API, as programs read it. */
public final class OpenApi {
    private final OpenAPI api;

    private OpenApi(OpenAPI api) {
        this.api = api;
    }

    /** Reads the file; any mistake in it fails the test. */
    public static OpenApi read() {
        SwaggerParseResult read = new OpenAPIV3Parser().readLocation("../docs/page/openapi.yaml", null, null);
        assertThat(read.getMessages()).isEmpty();
        return new OpenApi(read.getOpenAPI());
    }

    /** Returns the operations by method and path. */
    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new LinkedHashMap<>();
        api.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((HttpMethod method, Operation one) -> operations.put(method + " " + path, one)));
        return operations;
    }

    /** Returns the schema that a reference names. */
    public Schema<?> schema(String reference) {
        return api.getComponents().getSchemas().get(reference.replaceFirst(".*/", ""));
    }

    /** Returns the schema of the items in a list. */
    public Schema<?> itemOf(String path) {
        Schema<?> page = schema(api.getPaths()
                .get(path)
                .getGet()
                .getResponses()
                .get("200")
                .getContent()
                .get("application/json")
                .getSchema()
                .get$ref());
        Schema<?> items = (Schema<?>) page.getProperties().get("items");
        return schema(items.getItems().get$ref());
    }

    /** Returns the names of the parameters of a query or the members of a body. */
    static Set<String> members(OpenAPI api, Operation operation) {
        Set<String> members = new TreeSet<>();
        if (operation.getParameters() != null) {
            operation.getParameters().stream()
                    .map(one -> one.get$ref() == null
                            ? one
                            : api.getComponents()
                                    .getParameters()
                                    .get(one.get$ref().replaceFirst(".*/", "")))
                    .filter(one -> one.getIn().equals("query"))
                    .forEach(one -> members.add(one.getName()));
        }
        if (operation.getRequestBody() != null) {
            Schema<?> schema = operation
                    .getRequestBody()
                    .getContent()
                    .get("application/json")
                    .getSchema();
            assertThat(schema.getAdditionalProperties()).isEqualTo(false);
            if (schema.getProperties() != null) {
                members.addAll(schema.getProperties().keySet());
            }
        }
        return members;
    }

    /** Returns the names of the parameters or members of that operation. */
    public Set<String> members(Operation operation) {
        return members(api, operation);
    }

    /** Whether {@code If-Match} is required. */
    public static boolean versioned(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(one -> "#/components/parameters/IfMatch".equals(one.get$ref())
                                || "If-Match".equals(one.getName()));
    }
}
