import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A function that throws faults of the shop, over a Runtime API client that posts what AWS's client of Java posts.
 *
 * @see <a href="https://github.com/aws/aws-lambda-java-libs">LambdaErrorConverter</a>
 */
public final class Function {
    private static void raise(String event) {
        String name = event.replaceAll(".*\"fault\":\"(\\w+)\".*", "$1");
        switch (name) {
            case "OrderNotFound":
                throw new ShopFault.OrderNotFound(
                        "Order o-1 was not found", new ShopFault.OrderNotFoundDetails("o-1"));
            case "OutOfStock":
                throw new ShopFault.OutOfStock(details()).after(30);
            case "Closed":
                throw new ShopFault.Closed();
            case "Declined":
                throw new ShopFault.Declined(Map.of("funds", 1.5));
            case "Note":
                throw new ShopFault.Note("why");
            case "Bare":
                throw new ShopFault.Note("no more", null);
            case "Large":
                throw new ShopFault.Note("x".repeat(30000));
            default:
                throw new IllegalStateException("no fault " + name);
        }
    }

    private static ShopFault.OutOfStockDetails details() {
        Map<String, Double> tags = new LinkedHashMap<>();
        tags.put("a b", 0.1);
        tags.put("big", 1e21);
        tags.put("small", 1e-7);
        tags.put("whole", 100.0);
        Map<String, Object> extra = new LinkedHashMap<>();
        extra.put("list", Arrays.asList(1, "two", null, Map.of("three", 3)));
        extra.put("none", null);
        return new ShopFault.OutOfStockDetails(
                "lamp \"\u00e9\" \u6f22 \ud83d\ude00 \177\n",
                3,
                19.5,
                ShopFault.OutOfStockDetailsReason.SOLD_OUT,
                Instant.parse("2026-11-22T09:00:00.123456789Z"),
                List.of(
                        new ShopFault.OutOfStockDetailsLinesItem("a", 1L),
                        new ShopFault.OutOfStockDetailsLinesItem("b", null)),
                new ShopFault.OutOfStockDetailsAddress("1 Main St", null),
                tags,
                "x",
                null,
                true,
                extra);
    }

    public static void main(String[] arguments) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        String base = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/";
        while (true) {
            HttpResponse<String> next = client.send(
                    HttpRequest.newBuilder(URI.create(base + "next")).build(), HttpResponse.BodyHandlers.ofString());
            String id = next.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
            try {
                raise(next.body());
            } catch (RuntimeException failure) {
                List<String> stack = new ArrayList<>();
                for (StackTraceElement frame : failure.getStackTrace()) stack.add(text(frame.toString()));
                String error = "{\"errorMessage\":" + text(failure.getLocalizedMessage()) + ",\"errorType\":"
                        + text(failure.getClass().getName()) + ",\"stackTrace\":[" + String.join(",", stack) + "]}";
                client.send(
                        HttpRequest.newBuilder(URI.create(base + id + "/error"))
                                .POST(HttpRequest.BodyPublishers.ofString(error))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        }
    }

    private static String text(String value) {
        StringBuilder out = new StringBuilder("\"");
        for (char unit : value.toCharArray()) out.append(String.format("\\u%04x", (int) unit));
        return out.append('"').toString();
    }
}
