"""Pages for what went wrong; each is one plain sentence and a way on."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from jixiao.workbench.trouble import BUSY, GONE, cause, is_trouble

BARE = "jixiao_bare"  # a request whose page is shown without the frame, for which the database would be asked


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without a valid token."""
    return page(request, 403, "页面已过期", "这一页打开得太久或来自别的网站，没有保存。请返回上一页刷新后再提交。")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that no page of ours makes: for another host, with too many fields, out of shape."""
    return page(
        request, 400, "请求不对", "浏览器的请求不完整，或者网址里的主机名不是本系统的。请从首页重新打开。", bare=True
    )


def cannot_be_kept(request: HttpRequest) -> HttpResponse:
    """Answer words that the database takes in no field: with a NUL in them, or longer than any page lets them be."""
    sentence = "填写的内容里有系统不收的字符，或者太长，没有办理。请返回改正后再试。"
    return page(request, 400, "内容不对", sentence, bare=True)


def too_large(request: HttpRequest, most: int) -> HttpResponse:
    """Answer a request of more than `most` MB."""
    return page(request, 413, "文件太大", f"一次最多上传 {most} MB，请分几次上传，或者把文件压缩。", bare=True)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer somebody without the power for a page."""
    return page(request, 403, "没有权限", "您的角色不能使用这个页面。如果工作需要，请联系安全管理员授权。")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads to nothing this person may see."""
    return page(request, 404, "没有找到", "没有这个页面，或者它不属于您的单位。")


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer an error of the program, or of the disk or database where it happened outside of a view."""
    error = sys.exc_info()[1]
    if error is not None and is_trouble(error):
        return trouble_page(request, error)
    return page(request, 500, "程序出错", "程序出了错，已记在服务器的日志里；已保存的内容没有受影响。", bare=True)


def trouble_page(request: HttpRequest, error: BaseException) -> HttpResponse:
    """Answer a failing disk or database with what to do about it."""
    what, reads = cause(error), request.method in ("GET", "HEAD")
    title = "暂时打不开" if reads else "暂时不能保存"
    if _asks_for_json(request):
        return JsonResponse({"error": f"服务器的{what}，{title}"}, status=503)
    sentence = f"服务器的{what}，{'这一页暂时打不开' if reads else _UNSAVED.get(what, '刚才的操作没有完成')}。"
    way_on = "请稍后再试。" if what == BUSY else "请联系系统管理员。"
    return page(request, 503, title, f"{sentence}已保存的内容没有受影响，{way_on}", bare=True)


def page(request: HttpRequest, status: int, title: str, sentence: str, *, bare: bool = False) -> HttpResponse:
    """Give a page of one sentence; JSON for a script that asked for it. A bare one needs no database."""
    if _asks_for_json(request):
        return JsonResponse({"error": sentence}, status=status)
    setattr(request, BARE, bare)
    return render(request, "workbench/error.html", {"title": title, "sentence": sentence}, status=status)


def _asks_for_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


# Where the connection broke, it may have been after the database had done its part.
_UNSAVED = {GONE: "刚才的操作不一定完成了，恢复后请先核对"}
