package io.nerest.testing.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;

/** Generates requests for the operations of a description: valid ones, and damaged ones. The seed determines them. */
final class RequestGenerator {
    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "application/json; charset=utf-16",
            "application/json; charset=klingon",
            "nonsense",
            "/",
            "application/*",
            "*/*");
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "FUZZ");
    private static final List<String> HEADERS = List.of(
            "Range: bytes=0-0",
            "Range: bytes=999999999999-",
            "Range: bytes=-0",
            "Range: bytes=5-1",
            "Range: bytes=a-b",
            "Range: bytes=0-1,3-4",
            "If-None-Match: *",
            "If-None-Match: nonsense",
            "If-Match: \"x\"",
            "If-Range: x",
            "If-Modified-Since: yesterday",
            "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
            "Accept: image/png",
            "Accept: nonsense",
            "Accept: */*;q=abc",
            "Accept: application/xml",
            "Accept-Language: xx-yy-zz-\u00ff",
            "Accept-Encoding: gzip;q=x",
            "Content-Encoding: gzip",
            "Content-Type: ",
            "Cookie: a=\"b; c",
            "Idempotency-Key: ",
            "Idempotency-Key: k\u00e4y",
            "Idempotency-Key: fuzz",
            "X-HTTP-Method-Override: DELETE",
            "X-Forwarded-For: 1.2.3.4",
            "Transfer-Encoding: chunked",
            "Authorization: Basic !!!",
            "Origin: null");

    private final List<FuzzedOperation> operations;
    private final Set<String> neverValid;
    private final Random random;
    private final HostileValues hostile;
    private final SchemaValues values;
    private final JsonMutations json;
    private final FormBodies forms;

    /** @param neverValid operations, such as {@code POST /api/benchmarks}, that are sent with an unknown parameter only */
    RequestGenerator(JsonNode description, Random random, SeenIds ids, Set<String> neverValid) {
        this.operations = FuzzedOperation.of(description);
        this.neverValid = neverValid;
        this.random = random;
        this.hostile = new HostileValues(random);
        this.values = new SchemaValues(description, random, ids);
        this.json = new JsonMutations(random, hostile);
        this.forms = new FormBodies(description, random, hostile, values);
    }

    List<FuzzedOperation> operations() {
        return operations;
    }

    FuzzedRequest next() {
        FuzzedOperation operation = operations.get(random.nextInt(operations.size()));
        int mutations = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(2);
        List<String> applied = new ArrayList<>();
        String method = operation.method();
        Map<String, String> headers = new LinkedHashMap<>();
        String path = path(operation, mutations > 0 && random.nextInt(4) == 0, applied);
        String query = query(operation, mutations > 0 && random.nextInt(3) == 0, applied);
        byte[] body = body(operation, headers, mutations > 0 && random.nextInt(4) > 0, applied);
        if (mutations > 1 && random.nextInt(3) == 0) {
            String[] header = hostile.pick(HEADERS).split(": ", 2);
            headers.put(header[0], header[1]);
            applied.add(header[0]);
        }
        if (mutations > 1 && random.nextInt(6) == 0) {
            headers.put("Content-Type", hostile.pick(TYPES));
            applied.add("content type");
        }
        if (mutations > 1 && random.nextInt(8) == 0) {
            method = hostile.pick(METHODS);
            applied.add("method");
        }
        if (mutations > 1 && random.nextInt(12) == 0) {
            path = hostile.pick(
                    List.of(path + "/", "/" + path, path + "/..", path + "/x", path + ";v=1", path + "%2f", "*"));
            applied.add("path");
        }
        if (neverValid.contains(operation.name())) {
            query = query + (query.isEmpty() ? "?" : "&") + "unknown=1";
            applied.add("unknown parameter");
        }
        return new FuzzedRequest(operation.name(), method, path + query, headers, body, String.join(", ", applied));
    }

    private String path(FuzzedOperation operation, boolean damaged, List<String> applied) {
        String path = operation.path();
        for (FuzzedOperation.Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("path")) {
                String value = damaged ? hostile.url() : values.text(parameter.schema());
                if (parameter.schema().path("type").toString().contains("integer")) {
                    value = damaged ? value : String.valueOf(random.nextInt(4));
                }
                path = path.replace("{" + parameter.name() + "}", value);
                if (damaged) {
                    applied.add("path parameter " + parameter.name());
                }
            }
        }
        return path;
    }

    private String query(FuzzedOperation operation, boolean damaged, List<String> applied) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        for (FuzzedOperation.Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("query") && (parameter.required() || random.nextInt(2) == 0)) {
                query.add(
                        parameter.name() + "=" + values.json(parameter.schema()).asText());
            }
        }
        if (damaged) {
            List<FuzzedOperation.Parameter> known = operation.parameters().stream()
                    .filter(parameter -> parameter.in().equals("query"))
                    .toList();
            if (!known.isEmpty() && random.nextInt(3) > 0) {
                String name = hostile.pick(known).name();
                query.add(name + "=" + hostile.url());
                applied.add("query parameter " + name);
            } else {
                query.add(hostile.pick(
                        List.of("unknown=1", "Limit=1", "=", "&&", "a", "limit", "x[]=1", "%00=1", "%zz=1")));
                applied.add("unknown parameter");
            }
        }
        return query.toString();
    }

    private byte[] body(FuzzedOperation operation, Map<String, String> headers, boolean damaged, List<String> applied) {
        if (operation.body().isEmpty()) {
            if (damaged && random.nextInt(4) == 0) {
                headers.put("Content-Type", "application/json");
                applied.add("body where none is expected");
                return "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
            }
            return new byte[0];
        }
        FuzzedOperation.Body body = operation.body().get();
        if (body.contentType().startsWith("multipart")) {
            return forms.next(body.schema(), headers, damaged, applied);
        }
        headers.put("Content-Type", body.contentType());
        JsonNode valid = values.json(body.schema());
        return damaged ? json.damaged(valid, applied) : valid.toString().getBytes(StandardCharsets.UTF_8);
    }
}
