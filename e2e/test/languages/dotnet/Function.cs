using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ShopFaults;

/// <summary>
/// A function that throws faults of the shop, over a Runtime API client that posts what AWS's client of .NET posts.
/// https://github.com/aws/aws-lambda-dotnet/blob/master/Libraries/src/Amazon.Lambda.RuntimeSupport/ExceptionHandling/ExceptionInfo.cs
/// </summary>
public static class Function
{
    private static void Raise(string name)
    {
        switch (name)
        {
            case "OrderNotFound":
                throw new OrderNotFound("Order o-1 was not found", new OrderNotFoundDetails("o-1"));
            case "OutOfStock":
                throw new OutOfStock(Details()) { RetryAfter = 30 };
            case "Closed":
                throw new Closed();
            case "Declined":
                throw new Declined(new Dictionary<string, object> { { "funds", 1.5 } });
            case "Note":
                throw new Note(details: "why");
            case "Bare":
                throw new Note("no more");
            case "Large":
                throw new Note(details: new string('x', 30000));
            default:
                throw new InvalidOperationException("no fault " + name);
        }
    }

    private static OutOfStockDetails Details()
    {
        return new OutOfStockDetails(
            sku: "lamp \"\u00e9\" \u6f22 \ud83d\ude00 \u007f\n",
            missing: 3,
            price: 19.5,
            reason: OutOfStockDetailsReason.SoldOut,
            next: new DateTimeOffset(2026, 11, 22, 10, 0, 0, 123, TimeSpan.FromHours(1)),
            lines: new List<OutOfStockDetailsLinesItem> { new OutOfStockDetailsLinesItem("a", 1), new OutOfStockDetailsLinesItem("b") },
            address: new OutOfStockDetailsAddress("1 Main St", null),
            tags: new Dictionary<string, double> { { "a b", 0.1 }, { "big", 1e21 }, { "small", 1e-7 }, { "whole", 100 } },
            class_: "x",
            message: true,
            extra: new Dictionary<string, object>
            {
                { "list", new object[] { 1, "two", null, new Dictionary<string, object> { { "three", 3 } } } },
                { "none", null },
            });
    }

    public static void Main(string[] arguments)
    {
        if (arguments.Length > 0)
        {
            Printing.PrintAll();
            return;
        }
        string path = "http://" + Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/";
        while (true)
        {
            string id, body;
            var next = (HttpWebRequest)WebRequest.Create(path + "next");
            next.Timeout = -1;
            using (var response = next.GetResponse())
            using (var reader = new StreamReader(response.GetResponseStream()))
            {
                id = response.Headers["Lambda-Runtime-Aws-Request-Id"];
                body = reader.ReadToEnd();
            }
            try
            {
                Raise(Regex.Match(body, "\"fault\":\"(\\w+)\"").Groups[1].Value);
            }
            catch (Exception failure)
            {
                var frames = new List<string>();
                foreach (string line in failure.StackTrace.Split('\n')) frames.Add(Text(line.Trim()));
                Post(path + id + "/error", "{\"errorType\":" + Text(failure.GetType().Name) + ",\"errorMessage\":"
                    + Text(failure.Message) + ",\"stackTrace\":[" + string.Join(",", frames) + "]}");
            }
        }
    }

    private static void Post(string url, string body)
    {
        var request = (HttpWebRequest)WebRequest.Create(url);
        request.Method = "POST";
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        using (var stream = request.GetRequestStream()) stream.Write(bytes, 0, bytes.Length);
        request.GetResponse().Close();
    }

    private static string Text(string value)
    {
        var output = new StringBuilder("\"");
        foreach (char unit in value) output.Append("\\u").Append(((int)unit).ToString("x4"));
        return output.Append('"').ToString();
    }
}
