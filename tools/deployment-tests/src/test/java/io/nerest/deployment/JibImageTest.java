package io.nerest.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.deployment.expected.SourceTree;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The images of the profile jib start like those of docker/Dockerfile, but for the folders of native libraries and the class archive. */
class JibImageTest {
    private static final String DOCKERFILE = SourceTree.text("docker/Dockerfile");
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();
    private static final String PLUGIN =
            "//profile[id='jib']//plugin[artifactId='jib-maven-plugin']/configuration/container";

    @ParameterizedTest
    @CsvSource({
        "console,console",
        "ingest,ingest-service",
        "scoring,scoring-service",
        "selector,selector-service",
        "trainer,trainer-service"
    })
    void javaHasTheOptionsOfTheDockerfile(String target, String module) throws Exception {
        List<String> options = command(target).stream()
                .skip(1)
                .takeWhile(argument -> !argument.equals("-jar"))
                .filter(argument ->
                        !argument.equals("@start.args") && !argument.startsWith("-Donnxruntime.native.path="))
                .map(argument -> argument.replace("/nerest/natives", "/work/natives"))
                .toList();

        assertThat(SourceTree.text(module + "/src/main/jib/nerest/start.args").lines())
                .containsExactlyElementsOf(options);
        assertThat(text(pom(module + "/pom.xml"), "//profile[id='jib']/properties/jib.name"))
                .isEqualTo(target);
    }

    @Test
    void userEnvironmentAndBaseImageAreThoseOfTheDockerfile() throws Exception {
        Document parent = pom("pom.xml");
        Map<String, String> expected = environment("base");
        expected.put("DJL_CACHE_DIR", "/work/natives/djl");

        assertThat(children(parent, PLUGIN + "/environment/*")).isEqualTo(expected);
        assertThat(children(pom("trainer-service/pom.xml"), PLUGIN + "/environment/*"))
                .isEqualTo(environment("trainer"));
        assertThat(DOCKERFILE).contains("USER " + text(parent, PLUGIN + "/user") + "\n");
        assertThat(DOCKERFILE).contains("WORKDIR " + text(parent, PLUGIN + "/workingDirectory") + "\n");
        assertThat(DOCKERFILE)
                .contains("ARG BASE_IMAGE=" + text(parent, "//profile[id='jib']/properties/jib.base.image") + "\n");
    }

    /** Returns the command of a target as its list of arguments. */
    private static List<String> command(String target) throws Exception {
        Matcher command =
                Pattern.compile("(?m)^CMD (\\[(?:[^\\n]|\\\\\\n)*\\])").matcher(stage(target));
        assertThat(command.find()).as(target).isTrue();
        JsonNode arguments = new ObjectMapper().readTree(command.group(1).replace("\\\n", " "));
        return Stream.iterate(0, index -> index < arguments.size(), index -> index + 1)
                .map(index -> arguments.get(index).asText())
                .toList();
    }

    private static Map<String, String> environment(String target) {
        Map<String, String> variables = new TreeMap<>();
        Pattern.compile("(?m)^ENV ((?:[^\\n\\\\]|\\\\\\n)*)")
                .matcher(stage(target))
                .results()
                .flatMap(line ->
                        Arrays.stream(line.group(1).replace("\\\n", " ").trim().split(" +")))
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> variables.put(pair[0], pair[1]));
        return variables;
    }

    private static String stage(String target) {
        return Stream.of(DOCKERFILE.split("(?m)^(?=FROM )"))
                .filter(stage -> stage.matches("(?s)FROM \\S+ AS " + target + "\n.*"))
                .findFirst()
                .orElseThrow();
    }

    private static Document pom(String path) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(SourceTree.text(path))));
    }

    private static String text(Document pom, String path) throws XPathExpressionException {
        return XPATH.evaluate(path, pom);
    }

    private static Map<String, String> children(Document pom, String path) throws XPathExpressionException {
        NodeList nodes = (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            values.put(nodes.item(i).getNodeName(), nodes.item(i).getTextContent());
        }
        return values;
    }
}
