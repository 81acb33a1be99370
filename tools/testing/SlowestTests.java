import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Prints the slowest tests and test classes of the last {@code ./mvnw verify}, from Surefire's and Failsafe's reports.
 *
 * <p>Usage: {@code java tools/testing/SlowestTests.java [COUNT]}, from the repository's root; COUNT is 20 by default.
 */
public final class SlowestTests {
    private record Entry(double seconds, String name) {}

    private SlowestTests() {}

    public static void main(String[] args) throws IOException, ParserConfigurationException, SAXException {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        List<Entry> classes = new ArrayList<>();
        List<Entry> tests = new ArrayList<>();
        for (Path report : reports()) {
            Element suite = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getDocumentElement();
            classes.add(new Entry(seconds(suite), suite.getAttribute("name")));
            NodeList cases = suite.getElementsByTagName("testcase");
            for (int i = 0; i < cases.getLength(); i++) {
                Element test = (Element) cases.item(i);
                tests.add(new Entry(seconds(test), simple(test.getAttribute("classname")) + "." + test.getAttribute("name")));
            }
        }
        if (classes.isEmpty()) {
            System.err.println("no test reports below " + Path.of("").toAbsolutePath() + ": run ./mvnw verify first");
            System.exit(1);
        }
        print("slowest test classes", classes, count);
        print("slowest tests", tests, count);
        System.out.printf(
                Locale.ROOT,
                "%n%d tests in %d classes, %.0f s in all%n",
                tests.size(),
                classes.size(),
                classes.stream().mapToDouble(Entry::seconds).sum());
    }

    private static List<Path> reports() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(""), 6)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .filter(file -> file.toString().contains("-reports"))
                    .toList();
        }
    }

    private static double seconds(Element element) {
        return Double.parseDouble(element.getAttribute("time").replace(",", ""));
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private static void print(String title, List<Entry> entries, int count) {
        System.out.printf("%n%s%n", title);
        entries.stream()
                .sorted(Comparator.comparingDouble(Entry::seconds).reversed())
                .limit(count)
                .forEach(entry -> System.out.printf(Locale.ROOT, "%8.1f s  %s%n", entry.seconds(), entry.name()));
    }
}
