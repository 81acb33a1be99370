package io.nerest.testing.fuzz;

import java.util.List;
import java.util.Random;

/** Values that programs often fail on. */
final class HostileValues {
    private static final List<String> JSON = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1",
            "0.9",
            "1e-300",
            "1e300",
            "-0.0",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "1" + "0".repeat(400),
            "1e999999999",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\ufffe\"",
            "\"NaN\"",
            "\"Infinity\"",
            "\"null\"",
            "\"7\"",
            "\"../../etc/passwd\"",
            "\"'; DROP TABLE frame; --\"",
            "\"%s%n${jndi:ldap://x}\"",
            "\"" + "x".repeat(5_000) + "\"",
            "\"0000-01-01T00:00:00Z\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "[]",
            "[null]",
            "[[[[]]]]",
            "{}",
            "{\"a\":{\"b\":null}}",
            "[{}]",
            "{\"\":1}",
            "[1,\"a\",null]");

    /** Encoded as in a URL, some of it wrongly. */
    private static final List<String> URL = List.of(
            "",
            "%00",
            "a%00b",
            "%ED%A0%80",
            "%FF%FE",
            "%C0%AF",
            "%zz",
            "%",
            "%2",
            "%20",
            "+",
            "-1",
            "0",
            "1",
            "abc",
            "1.5",
            "1e9",
            "2147483648",
            "99999999999999999999",
            "null",
            "true",
            "NaN",
            "..",
            "%2e%2e",
            "..%2f..%2fetc",
            "%2f",
            ";a=b",
            "'",
            "%22",
            "%0d%0aX-Injected:%201",
            "%F0%9F%90%9F",
            "x".repeat(3_000),
            "00000000-0000-0000-0000-000000000000",
            "0-0-0-0-0",
            "0000-01-01T00:00:00Z",
            "%2B999999999-12-31T23:59:59Z");

    private final Random random;

    HostileValues(Random random) {
        this.random = random;
    }

    String json() {
        return pick(JSON);
    }

    String url() {
        return pick(URL);
    }

    /** Text in a form, as raw bytes of ISO 8859-1. */
    String formText() {
        return pick(List.of(
                "",
                " ",
                "\u0000",
                "a\u0000b",
                "\u00ed\u00a0\u0080",
                "\u00ff\u00fe",
                "yesterday",
                "0000-01-01T00:00:00Z",
                "-999999999-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "2026-13-45T99:99:99Z",
                "../..",
                "x".repeat(3_000),
                "null",
                "7"));
    }

    <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
