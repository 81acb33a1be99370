package io.nerest.testing.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;

/** Generates forms with files, valid and damaged. */
final class FormBodies {
    private static final String BOUNDARY = "----fuzz";

    private final JsonNode description;
    private final Random random;
    private final HostileValues hostile;
    private final SchemaValues values;

    FormBodies(JsonNode description, Random random, HostileValues hostile, SchemaValues values) {
        this.description = description;
        this.random = random;
        this.hostile = hostile;
        this.values = values;
    }

    byte[] next(JsonNode schema, Map<String, String> headers, boolean damaged, List<String> applied) {
        headers.put("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        FuzzedOperation.resolved(description, schema)
                .path("properties")
                .properties()
                .forEach(property -> {
                    JsonNode declared = FuzzedOperation.resolved(description, property.getValue());
                    JsonNode item = FuzzedOperation.resolved(description, declared.path("items"));
                    if (declared.has("items") ? isFile(item) : isFile(declared)) {
                        form.writeBytes(file(property.getKey(), damaged));
                    } else if (!declared.has("items") || random.nextBoolean()) {
                        form.writeBytes(field(property.getKey(), damaged && random.nextInt(3) == 0));
                    }
                });
        if (damaged && random.nextInt(4) == 0) {
            form.writeBytes(part("name=\"" + hostile.pick(List.of("unknown", "", "a\u0000b", "Image")) + "\"", "x"));
        }
        form.writeBytes(ascii("--" + BOUNDARY + "--\r\n"));
        if (!damaged) {
            return form.toByteArray();
        }
        applied.add("form");
        return malformed(form.toByteArray(), headers);
    }

    private static boolean isFile(JsonNode schema) {
        return schema.path("format").asText().equals("binary")
                || schema.path("type").asText().equals("object");
    }

    private byte[] malformed(byte[] form, Map<String, String> headers) {
        String text = new String(form, StandardCharsets.ISO_8859_1);
        return switch (random.nextInt(12)) {
            case 0 -> {
                headers.put("Content-Type", "multipart/form-data");
                yield form;
            }
            case 1 -> {
                headers.put("Content-Type", "multipart/form-data; boundary=");
                yield form;
            }
            case 2 -> {
                headers.put("Content-Type", "multipart/form-data; boundary=other");
                yield form;
            }
            case 3 -> latin(text.substring(0, random.nextInt(text.length())));
            case 4 -> latin(text.replace("Content-Disposition", "Content-Nonsense"));
            case 5 -> latin(text.replace("form-data;", ";;;"));
            case 6 -> latin(text.replace("\r\n", "\n"));
            case 7 -> new byte[0];
            case 8 -> latin(text.replace("name=", "name*=utf-8''%00"));
            case 9 ->
                latin(text.replace(
                        "Content-Disposition",
                        "X-Long: " + "y".repeat(random.nextInt(20_000)) + "\r\nContent-Transfer-Encoding: "
                                + hostile.pick(List.of("base64", "quoted-printable", "nonsense"))
                                + "\r\nContent-Disposition"));
            default -> form;
        };
    }

    private byte[] file(String name, boolean damaged) {
        String fileName = damaged && random.nextInt(4) == 0
                ? hostile.pick(List.of("", "..", "/etc/passwd", "a\u0000.png", "\u00ff\u00fe.png", "x".repeat(400)))
                : "a.png";
        byte[] content = damaged && random.nextInt(2) == 0 ? randomBytes() : png();
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes(latin("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
                + fileName + "\"\r\n\r\n"));
        part.writeBytes(content);
        part.writeBytes(ascii("\r\n"));
        return part.toByteArray();
    }

    private byte[] randomBytes() {
        byte[] bytes = random.nextBoolean() ? png() : new byte[random.nextInt(2_000)];
        for (int i = 0; i < Math.min(bytes.length, 20); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private byte[] field(String name, boolean damaged) {
        String value = name.toLowerCase(java.util.Locale.ROOT).endsWith("at")
                ? "2026-08-01T12:00:00Z"
                : values.text(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
        return part("name=\"" + name + "\"", damaged ? hostile.formText() : value);
    }

    private static byte[] part(String parameters, String value) {
        return latin(
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + parameters + "\r\n\r\n" + value + "\r\n");
    }

    private byte[] png() {
        BufferedImage image = new BufferedImage(16, 12, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(random.nextInt(0x1000000)));
        pen.fillRect(random.nextInt(8), random.nextInt(6), 9, 5);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
