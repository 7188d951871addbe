import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.apache.velocity.app.event.EventCartridge;
import org.apache.velocity.app.event.ReferenceInsertionEventHandler;

/** Per line a template in base64; answers "= " and what it writes in base64, or ! where it fails. For Velocity 1.7 and 2. */
class Templates {
  public static void main(String[] none) throws Exception {
    VelocityEngine engine = new VelocityEngine();
    engine.setProperty("runtime.log.logsystem.class", "org.apache.velocity.runtime.log.NullLogChute");
    engine.init();
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      StringWriter output = new StringWriter();
      try {
        engine.evaluate(context(), output, "template", new String(Base64.getDecoder().decode(line), "UTF-8"));
        System.out.println("= " + Base64.getEncoder().encodeToString(output.toString().getBytes("UTF-8")));
      } catch (Exception | Error failure) {
        System.out.println("!");
      }
    }
  }

  static VelocityContext context() {
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("a", "it's");
    inner.put("z", null);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("foo", "bar");
    map.put("n", 3);
    map.put("inner", inner);
    VelocityContext context = new VelocityContext();
    context.put("map", map);
    context.put("list", new ArrayList<Object>(Arrays.asList("a", "b", 3, true)));
    context.put("s", "Hello World");
    context.put("i", 7);
    context.put("empty", "");
    context.put("nothing", new ArrayList<Object>());
    context.put("t", true);
    context.put("f", false);
    context.put("msg", "Malformed: {\"errorType\":\"X\"}\nline2");
    context.put("d", 1.5);
    context.put("em", new LinkedHashMap<String, Object>());
    context.put("long", 8000000000L);
    // API Gateway writes nothing for a reference that leads nowhere.
    EventCartridge cartridge = new EventCartridge();
    cartridge.addReferenceInsertionEventHandler((ReferenceInsertionEventHandler) Proxy.newProxyInstance(
        Templates.class.getClassLoader(),
        new Class<?>[] {ReferenceInsertionEventHandler.class},
        (self, method, given) -> given == null || given[given.length - 1] == null ? "" : given[given.length - 1]));
    cartridge.attachToContext(context);
    return context;
  }
}
